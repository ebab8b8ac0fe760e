"""Independent siblings, one per kind of activity."""
