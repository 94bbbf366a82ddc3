"""The scoring methods, one module each: pure arithmetic, no rows, no Django."""
