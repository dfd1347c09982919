"""Setting up agencies at the desk: providers, feeds, rules, what could not be read, and what agencies took back."""
