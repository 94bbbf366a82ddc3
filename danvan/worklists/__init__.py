"""What waits for a person, one module per kind of work; danvan.worklist puts them together."""
