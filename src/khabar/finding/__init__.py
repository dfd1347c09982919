"""What readers look for: suggestions as they type, what an editor pins and what words mean alike, searches counted."""
