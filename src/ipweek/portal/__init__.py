"""The public site of a campaign."""
