"""Notices as documents, and the reader of notices."""
