"""How a text is kept from being run by a spreadsheet."""

# A cell that begins with one of these is a formula to a spreadsheet; the wide forms are read as the narrow ones.
_FORMULA = frozenset("=+-@\t\r\n＝＋－＠")


def safe_text(text: str) -> str:
    """A text that stays a text in every spreadsheet: one that looks like a formula gets an apostrophe in front."""
    return f"'{text}" if text and text[0] in _FORMULA else text
