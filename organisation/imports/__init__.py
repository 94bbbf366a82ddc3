"""Units and people from Excel: rows → preview → everything or nothing."""
