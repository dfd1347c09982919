"""What readers search for, at the desk: reports, pinned stories, synonyms."""
