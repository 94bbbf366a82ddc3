"""Rows of a form added, moved up or taken out, as typed; what the buttons beside them ask for."""

from criteria.forms.rules.reading import RuleForm, blank_row, is_blank

MOVES = ("up", "remove")


def redrawn(form: RuleForm, wish: str) -> int | None:
    """Change the rows of the form: "add", "up.2", "remove.0"; the row to type into, if any."""
    form.rows = [row for row in form.rows if not is_blank(form.columns, row) or wish != "add"]
    if wish == "add":
        form.rows.append(blank_row(form.shape.rows))
        return len(form.rows) - 1
    move, _, number = wish.partition(".")
    place = int(number) if number.isascii() and number.isdigit() and len(number) < 4 else -1
    if move in MOVES and 0 <= place < len(form.rows):
        row = form.rows.pop(place)
        if move == "up":
            form.rows.insert(max(place - 1, 0), row)
    return None
