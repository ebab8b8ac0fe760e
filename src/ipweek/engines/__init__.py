"""Machinery that sibling activities share, without their words."""
