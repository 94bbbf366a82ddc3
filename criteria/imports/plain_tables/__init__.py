"""A plain table of groups and criteria, as offices have it, from Excel or pasted: to a set."""
