"""Road maps out of Word, Excel, PDF and pasted tables."""
