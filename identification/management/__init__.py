"""Commands of the identification app."""
