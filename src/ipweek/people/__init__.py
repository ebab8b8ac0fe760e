"""Accounts, units, districts, roles, contacts and the permission table."""
