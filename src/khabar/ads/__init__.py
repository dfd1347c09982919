"""Ads: where they stand, whose they are, which one a browser may choose, and how often they were seen."""
