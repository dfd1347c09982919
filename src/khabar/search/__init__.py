"""Full-text search behind one interface: documents in, ranked hits with snippets out; knows nothing of articles."""
