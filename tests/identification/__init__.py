"""Tests of the identification app."""
