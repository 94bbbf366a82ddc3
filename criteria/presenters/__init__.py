"""What pages of criteria sets show, as plain values: one module per kind of page."""
