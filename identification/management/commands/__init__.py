"""Commands that scripts call without a database."""
