"""Acts and queries of the public site."""
