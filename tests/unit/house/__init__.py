"""Checks on the house itself: what is in the tree, how it is locked, layered and documented."""
