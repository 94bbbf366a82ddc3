"""What people type about criteria sets: shape and range; the actions do the rest."""

"""Shape and range of what people enter about criteria sets."""
"""Forms of criteria sets, one module per kind of page."""
