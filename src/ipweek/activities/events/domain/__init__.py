"""Queries and demonstration of plain activities."""
