"""Set papers with typst, in a process of its own: ``python -I typeset.py`` reads ``{inputs, format}`` and writes the file.

The server never loads typst, and a text that would set for ever is stopped with its process. Nothing of the application is
imported here.
"""

import json
import sys
from pathlib import Path

_HERE = Path(__file__).parent


def main() -> None:
    """Read the work from the standard input; write the PDF to the standard output."""
    import typst

    work = json.load(sys.stdin.buffer)
    made = typst.compile(
        _HERE / "print.typ",
        root=_HERE,
        font_paths=[_HERE / "fonts"],
        ignore_system_fonts=True,
        format="pdf",
        pdf_standards=["a-2b"],
        sys_inputs=work["inputs"],
    )
    sys.stdout.buffer.write(made)


if __name__ == "__main__":
    main()
