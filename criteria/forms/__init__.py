"""Forms of criteria sets, one module per kind of page."""
