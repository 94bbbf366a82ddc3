"""Rows ready for the pages, one module per noun."""
