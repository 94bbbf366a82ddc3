"""What pages about criteria sets show, put together from definitions."""
