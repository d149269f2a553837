"""What a text seems to hold of people, in words: for the gentle warning of the page that shows it."""

from typing import Any

from flask_babel import lazy_gettext as _l

from app.reports.rules import find_personal

# By the kinds that ``reports/rules/personal.py`` finds.
_WORDS = {
    "card": _l("số giấy tờ"),
    "telephone": _l("số điện thoại"),
    "plate": _l("biển số xe"),
    "name": _l("tên người"),
    "label": _l("tôn giáo, dân tộc"),
}


def personal_words(*texts: str | None) -> list[Any]:
    """What these texts seem to hold, each kind once; nothing for nothing. A warning, never a refusal."""
    found = set().union(*(find_personal(text or "") for text in texts))
    return [_WORDS[kind] for kind in sorted(found)]
