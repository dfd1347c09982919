"""Newsletters: who asked for them and proved it, what an issue tells, and sending each mail at most once."""
