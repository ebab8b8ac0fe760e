"""Acts and queries of this app."""
