"""From rows of the database to what the pure packages calculate with."""
