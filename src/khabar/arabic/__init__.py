"""Arabic language work: normalisation, tokens, dates, plurals, slugs and direction; pure code without Django."""
