"""Screens: accounts for everyone, units, people, roles and letterheads for the administrator."""
