"""Filter bars of the lists of road maps."""
