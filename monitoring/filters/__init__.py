"""Filter bars of monitoring."""
