"""The public site: front page, sections, articles, search, feeds and sitemaps."""
