"""Base templates, pieces, tags, charts, static files."""
