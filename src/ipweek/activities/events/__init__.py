"""Plain activities: ceremonies, plaza days, actions and whatever has no sibling of its own yet."""
