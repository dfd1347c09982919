"""Pictures: caption, credit line, rights and renditions."""
