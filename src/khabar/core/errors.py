"""The base of every error Khabar raises on purpose."""


class KhabarError(Exception):
    """Something Khabar refuses or cannot do; its text is Arabic and meant for the person who asked."""
