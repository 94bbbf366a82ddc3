"""What the pages of criteria sets show, prepared for their templates."""
