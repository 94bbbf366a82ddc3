"""Criteria sets out of files: workbooks and JSON documents become definitions, or problems."""
