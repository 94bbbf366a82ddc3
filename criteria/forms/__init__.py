"""What the editors of criteria sets read from the browser."""
