"""Writes of road maps: check, do, record."""
