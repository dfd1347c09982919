"""Our stories in the formats others take them in: RSS, Atom, JSON Feed, ninjs 3 and NewsML-G2."""
