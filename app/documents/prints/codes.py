"""The codes on paper as pictures."""

import io

import segno

# Which of the eight masks is the best is asked by trying them all, eight times the work of the code itself. Any of them can
# be read: what an address looks like in black and white is a matter of chance anyway.
_MASK = 2


def draw_code(link: str, error: str, kind: str, **more: int) -> io.BytesIO:
    """The QR code of an address as ``svg`` or ``png``; ``error``: how much of it may be lost (``l``, ``m``)."""
    drawn = io.BytesIO()
    segno.make(link, error=error, micro=False, mask=_MASK).save(drawn, kind=kind, border=0, **more)
    drawn.seek(0)
    return drawn
