"""Running Khabar: serving, health, rebuilding, checking."""
