"""Every write of monitoring."""
