"""What the desk reads and how it finds its way."""
