"""Tables as text for spreadsheets (CSV): how they are written, and how a text in them is kept from being run."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

# A cell that begins with one of these is a formula to a spreadsheet; the wide forms are read as the narrow ones.
_FORMULA = frozenset("=+-@\t\r\n＝＋－＠")


def safe_text(text: str) -> str:
    """A text that stays a text in every spreadsheet: one that looks like a formula gets an apostrophe in front."""
    return f"'{text}" if text and text[0] in _FORMULA else text


_BLOCK = 64 * 1024
_BYTE_ORDER_MARK = "\ufeff"


def write_table(header: Sequence[str], blocks: Iterable[Iterable[Sequence[Any]]]) -> Iterator[bytes]:
    """The table in UTF-8 with a mark for spreadsheets, in pieces of about 64 KB as its blocks of rows come in.

    Whoever makes the rows says of what people wrote ``safe_text``.
    """
    sheet = io.StringIO(newline="")
    sheet.write(_BYTE_ORDER_MARK)
    writer = csv.writer(sheet)
    writer.writerow(header)
    for rows in blocks:
        writer.writerows(rows)
        if sheet.tell() >= _BLOCK:
            yield sheet.getvalue().encode()
            sheet.seek(0)
            sheet.truncate()
    yield sheet.getvalue().encode()
