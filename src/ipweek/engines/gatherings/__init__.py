"""Sessions: people meet at a place and a time."""
