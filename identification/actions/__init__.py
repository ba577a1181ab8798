"""Every write of identification."""
