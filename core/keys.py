"""Row keys and versions as forms and addresses carry them."""

LONGEST = 9  # fits the narrowest integer column, so that no look-up overflows


def parse_key(text: str | None) -> int | None:
    """The key that `text` writes in plain digits; None for anything else, or longer than any."""
    if text and len(text) <= LONGEST and text.isascii() and text.isdigit():
        return int(text)
    return None
