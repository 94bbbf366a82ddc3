"""Forms of criteria sets, one module per kind of page."""
"""Forms of this app: shape and range of what people type."""
