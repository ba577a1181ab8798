"""Frozen numbers to paper."""
