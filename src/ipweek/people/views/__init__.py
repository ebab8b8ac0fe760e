"""Pages of units and accounts."""
