"""The summary: data with every figure traced, words made of the data, papers made of the words."""
