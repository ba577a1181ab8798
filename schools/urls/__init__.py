"""Addresses of the registry, of imports, people, files and the trail."""
