"""The composition root: settings, root addresses, the home page. Imported by nobody."""

__version__ = "0.1.0"
