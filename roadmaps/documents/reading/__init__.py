"""Opens docx, xlsx and pdf files and pasted tables; understands nothing yet."""
