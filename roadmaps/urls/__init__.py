"""Addresses of road maps."""
