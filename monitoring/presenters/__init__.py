"""Words of the pages that speak of the whole portal."""
