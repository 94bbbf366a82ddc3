"""Who is told what, one function a message; called by actions only."""
