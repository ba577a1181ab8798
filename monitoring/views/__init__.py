"""Pages that speak of the whole portal."""
