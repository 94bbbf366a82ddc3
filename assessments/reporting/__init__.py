"""A quarterly report read together: its figures, what is missing, sections of other apps."""
