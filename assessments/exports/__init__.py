"""Excel files of this app, one module a list."""
