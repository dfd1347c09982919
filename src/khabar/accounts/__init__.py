"""The people of the newsroom: users, roles, log-in."""
