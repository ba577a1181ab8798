"""Words of road maps for people: terms, states, progress."""
