"""Forms of this app: shape and range of what people type."""
