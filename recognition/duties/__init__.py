"""Steps of the year that this app keeps; see assessments.duties.base.base."""
