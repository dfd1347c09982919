"""Formats of news: parse and write pages and wires; pure code without Django."""
