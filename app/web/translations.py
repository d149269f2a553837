"""The English of the pages, read from its ``.po`` file when the first English page is asked for.

The file that people edit is the file that runs: there is no compiled copy that could be stale or forgotten.
"""

import io
from functools import lru_cache
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations
from flask_babel import Babel, Domain, get_locale

ENGLISH = Path(__file__).resolve().parents[1] / "translations" / "en" / "LC_MESSAGES" / "messages.po"
_SOURCE = NullTranslations()


@lru_cache(maxsize=1)
def english() -> Translations:
    """Every text with its English."""
    compiled = io.BytesIO()
    with ENGLISH.open("rb") as text:
        write_mo(compiled, read_po(text, locale="en"))
    compiled.seek(0)
    return Translations(compiled)


class Words(Domain):
    """Vietnamese as it is written in the source, English from its file."""

    def get_translations(self) -> NullTranslations:
        """The texts of the page's language."""
        locale = get_locale()
        return english() if locale is not None and locale.language == "en" else _SOURCE


def use(babel: Babel) -> None:
    """Let ``babel`` take its texts from here."""
    babel.domain_instance = Words()
