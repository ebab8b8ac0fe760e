"""Acts of the app."""
