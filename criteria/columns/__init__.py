"""The workbook of a criteria set: its sheets and columns, the same for writing and reading."""
