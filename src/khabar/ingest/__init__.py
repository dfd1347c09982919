"""Feeds and wires into the newsroom: what is known of providers, and what to do with each item."""
