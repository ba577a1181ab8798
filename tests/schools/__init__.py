"""Tests of the app that holds schools, people and files."""
