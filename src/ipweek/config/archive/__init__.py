"""One file that holds an installation: rows, uploaded files, keys. `backup` writes it, `restore` reads it."""
