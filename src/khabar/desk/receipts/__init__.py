"""Receipts of takedowns: every surface of a story looked at as a reader would, after it was taken from readers."""
