"""Shapes of road maps: bars of terms over months."""
