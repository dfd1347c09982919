"""The desk's authority file: names with their spellings, merged and split."""
