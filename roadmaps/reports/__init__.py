"""Papers of road maps: frozen words and days to PDF, Word and Excel."""
