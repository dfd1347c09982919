"""The desk's side of notifications to readers: planning one in the article's form, and the reports."""
