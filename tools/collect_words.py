"""Collect the texts of pages and code into the English catalogue: ``python tools/collect_words.py``.

Keeps the English that is there, drops what is no longer said, adds what is new without English, and lists it.
"""

import io
import re
import sys
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parents[1]
APP = ROOT / "app"
ENGLISH = APP / "translations" / "en" / "LC_MESSAGES" / "messages.po"
METHODS = [("**.py", "python"), ("**/templates/**.html", "jinja2")]
OPTIONS = {"**/templates/**.html": {"trimmed": "true"}}
# Besides gettext's own names: ``_l`` is the lazy one; the words of a problem, a refusal and a fault are shown to people.
KEYWORDS: dict[str, Any] = {**DEFAULT_KEYWORDS, "_l": None, "Problem": (3,), "DomainError": (2,), "fault_at": (2,)}
HEAD = """# The English of the office's pages. Vietnamese, the source, stands in the templates and the code.
# tools/collect_words.py adds new texts here and drops old ones.
msgid ""
msgstr ""
"Language: en\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

"""


def collect() -> Catalog:
    """Every text that is said, without its English."""
    said = Catalog(locale="en", fuzzy=False)
    for _file, _line, text, _notes, context in extract_from_dir(str(APP), METHODS, OPTIONS, KEYWORDS):
        # Of a refusal without words of its own, Babel would take the keys of its facts for them.
        if text and not str(text).startswith(("pointer", "detail")):
            said.add(text, context=context)
    return said


def known() -> Catalog:
    """The texts of the catalogue with their English."""
    with ENGLISH.open("rb") as file:
        return read_po(file, locale="en")


def has_english(text: str | tuple[str, ...] | list[str] | None) -> bool:
    """Whether a translation is whole, in one and in many."""
    return bool(text) if text is None or isinstance(text, str) else all(text)


def lacking(said: Catalog, told: Catalog) -> list[str]:
    """The texts whose English is not there yet."""
    found = []
    for message in said:
        before = told.get(message.id, message.context) if message.id else None
        if message.id and (before is None or not has_english(before.string)):
            found.append(message.id if isinstance(message.id, str) else message.id[0])
    return sorted(found)


def main() -> int:
    """Write the catalogue anew; 1 when something lacks its English."""
    said, told = collect(), known()
    for message in said:
        before = told.get(message.id, message.context) if message.id else None
        if before is not None:
            message.string = before.string
    written = io.BytesIO()
    write_po(written, said, width=118, no_location=True, omit_header=True, sort_output=True)
    ENGLISH.write_text(HEAD + re.sub(r"\n+\Z", "\n", written.getvalue().decode()), encoding="utf-8")
    missing = lacking(said, told)
    print(*(f"No English yet: {text}" for text in missing), sep="\n", end="\n" if missing else "")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
