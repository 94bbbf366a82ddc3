"""Screens of this app, by what the person is doing."""
