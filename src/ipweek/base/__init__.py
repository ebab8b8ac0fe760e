"""Clock, working calendar, text, money, files, states, audit; no domain word."""
