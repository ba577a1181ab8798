"""Reads that speak of the whole portal."""
