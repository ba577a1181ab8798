"""The order of names: Russian letters, and numbers as numbers."""

# A collation of PostgreSQL made by a migration, of SQLite by `config.sqlite`.
NATURAL_ORDER = "natural_ru"
