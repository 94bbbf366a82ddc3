"""Every change that this app makes, one module per noun; call them with their module's name."""
