"""Filter bars of the lists of the registry."""
