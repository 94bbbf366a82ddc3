"""What each unit has to do by when; see base."""
