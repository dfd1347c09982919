"""What editors put where on the front page and the sections' fronts, and what fills the places they leave empty."""
