"""What to show beside a story: chosen by what it is about."""
