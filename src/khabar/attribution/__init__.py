"""Isnad: who said what in an article, and through whom; extraction is pure code without Django, `seam` joins it on."""
