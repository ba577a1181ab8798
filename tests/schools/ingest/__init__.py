"""Tests of the pure half of the import path."""
