"""ipweek: a notice becomes a running publicity week, and the week a summary for the level above."""
