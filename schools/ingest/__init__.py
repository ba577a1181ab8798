"""The pure half of one import path for every table: a file in, checked columns out."""
