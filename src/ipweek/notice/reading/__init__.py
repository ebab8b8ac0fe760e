"""Reads the decoded text of an official notice into the JSON of format ``ipweek.notice/1``; plain Python."""

from ipweek.notice.reading.reader import FORMAT, read

__all__ = ["FORMAT", "read"]
