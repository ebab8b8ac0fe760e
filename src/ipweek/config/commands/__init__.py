"""One module per command: `add` declares it, `run` does it."""
