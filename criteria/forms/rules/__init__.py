"""One form per scoring method, each described once (shapes) and read by the same code (reading)."""
