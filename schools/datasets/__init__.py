"""The bridge from the registry to the pure core."""
