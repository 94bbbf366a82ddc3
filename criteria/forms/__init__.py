"""What people type about criteria sets: shape and range; the actions do the rest."""
