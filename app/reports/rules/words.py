"""Words that people wrote, and taking them out for good: a text goes as a whole, wherever it stands in a report.

What is erased is named by its digest alone, so that neither journal nor answers hold what must not be there; phones know
their own texts by it (``static/pwa/src/sync/words.ts`` does the same).
"""

import hashlib
import re
from collections.abc import Callable, Collection, Iterable, Iterator
from typing import Any

# What stands in place of an erased text.
ERASED = "(đã gỡ)"
_WRITTEN = frozenset(
    {"what", "place", "note", "text", "matter", "remark", "proposal", "correction_note", "caption", "reason", "comment"}
)
# Here the categories name their own fields.
_FREE = frozenset({"details", "police_only"})
# A choice of the catalogue; what it says is no person's wording.
_CODE = re.compile(r"[a-z][a-z0-9-]*")


def find_words(value: Any, *, free: bool = False) -> Iterator[str]:
    """Every text in a body or a whole operation, in its order; one may come more than once."""
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in items:
        if isinstance(item, str):
            if _is_written(key, item, free=free):
                yield item
        else:
            yield from find_words(item, free=free or key in _FREE)


def _is_written(key: Any, item: str, *, free: bool) -> bool:
    return (key in _WRITTEN or (free and not _CODE.fullmatch(item))) and bool(item.strip()) and item != ERASED


def change_words(value: Any, change: Callable[[str], str], *, free: bool = False) -> Any:
    """The same body or operation with every text of it (those of ``find_words``) as ``change`` gives it back."""
    if isinstance(value, list):
        return [change_words(item, change, free=free) for item in value]
    if not isinstance(value, dict):
        return value
    return {
        key: (change(item) if _is_written(key, item, free=free) else item)
        if isinstance(item, str)
        else change_words(item, change, free=free or key in _FREE)
        for key, item in value.items()
    }


def entries_of(value: Any, incident_id: Any) -> Iterator[dict[str, Any]]:
    """What a body or a whole operation says of one incident."""
    items = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    if isinstance(value, dict) and value.get("incident_id") == str(incident_id):
        yield value
        return
    for item in items:
        yield from entries_of(item, incident_id)


def digest_words(report_id: Any, text: str) -> str:
    """SHA-256 (hex) of a text within its report: the same text elsewhere has another one."""
    return hashlib.sha256(f"{report_id}\n{text}".encode()).hexdigest()


def name_words(report_id: Any, values: Iterable[Any]) -> dict[str, str]:
    """Every text in these bodies and operations by its digest, each once."""
    return {digest_words(report_id, text): text for value in values for text in find_words(value)}


def without_words(value: Any, report_id: Any, digests: Collection[str]) -> Any:
    """The same body or operation with every text of these digests replaced by ``ERASED``."""
    if isinstance(value, dict):
        return {key: without_words(item, report_id, digests) for key, item in value.items()}
    if isinstance(value, list):
        return [without_words(item, report_id, digests) for item in value]
    return ERASED if isinstance(value, str) and digest_words(report_id, value) in digests else value
