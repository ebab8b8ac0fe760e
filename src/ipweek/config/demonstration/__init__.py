"""The demonstration: a believable city, built through the product's own acts under the demonstration clock."""
