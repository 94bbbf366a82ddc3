"""Every change to criteria sets, one module per kind of work; call them with their module."""
