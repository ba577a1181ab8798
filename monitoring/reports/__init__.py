"""Papers and tables of monitoring."""
