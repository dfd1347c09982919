"""Notifications to readers' browsers (web push): who wants what, and what is sent to whom once pages are fresh."""
