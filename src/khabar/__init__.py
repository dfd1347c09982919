"""Khabar: an Arabic-first news publishing system."""
