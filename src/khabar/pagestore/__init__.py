"""Rendered pages by address and purge key: stored as bytes, served before Django is touched."""
