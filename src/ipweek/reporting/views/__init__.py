"""Pages of returns, the matrix and summaries."""
