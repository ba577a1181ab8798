"""Municipal road maps and school programmes."""
