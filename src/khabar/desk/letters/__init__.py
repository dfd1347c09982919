"""Newsletters at the desk: what they are, their issues, their readers."""
