"""Columns of the lists of road maps."""
