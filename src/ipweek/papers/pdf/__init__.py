"""Official papers as PDF/A-2b, laid out by Typst to GB/T 9704-2012."""

from ipweek.papers.pdf.rendering import MissingGlyph, render

__all__ = ["MissingGlyph", "render"]
