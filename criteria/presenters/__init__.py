"""Plain values for templates that draw many rows: what is shown, in words, without queries."""
