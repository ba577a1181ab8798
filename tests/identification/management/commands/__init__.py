"""Tests that mirror the folder of the same name in the code."""
