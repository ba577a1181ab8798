"""Papers of identification."""
