"""The desk's panel of statements: who is said to have said what in an article, and what an editor decides about it."""
