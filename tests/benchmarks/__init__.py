"""Tests of the program that runs the benches."""
