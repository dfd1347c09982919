"""What comes in: pages, JSON lines and the demo edition."""
