"""Columns of the lists of the registry."""
