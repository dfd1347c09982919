"""Where editors arrange the front page and the sections' fronts."""
