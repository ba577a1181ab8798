"""Pages of road maps."""
