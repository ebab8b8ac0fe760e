"""Returns, completeness, roll-up and summaries; knows no activity, facts come by registry."""
