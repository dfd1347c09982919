"""Videos at the desk: uploading, the list, the form, choosing one for a story."""
