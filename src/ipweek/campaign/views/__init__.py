"""Pages: fetch, call one act, answer."""
