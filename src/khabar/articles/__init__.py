"""Articles and everything that changes them: sections, topics, publishing, the change log."""
