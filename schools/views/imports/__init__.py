"""Pages of uploads: the list, the start, one upload and its steps."""
