"""May this person do this now? One module a noun; always with a reason."""
