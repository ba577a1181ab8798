"""Rows and numbers turned into words."""
