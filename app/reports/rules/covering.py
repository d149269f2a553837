"""Words that are covered in a report: wherever the phrase stands there, people read ``COVERED``.

The stored texts stay as they were sent; whoever shows one to people shows it as these functions leave it.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from app.core.errors import INVALID, DomainError, fault_at
from app.reports.rules.words import change_words, find_words

# What stands in place of covered words.
COVERED = "[đã che]"
# Why something is covered; the page shows those that suit a picture or a text.
PHOTO_REASONS = ("plate", "face", "child", "papers", "other")
WORDS_REASONS = ("plate", "name", "child", "papers", "other")
MOST_PHRASE = 200
_LETTER = re.compile(r"\w")


def phrases_in(changes: Iterable[tuple[Any, Mapping[str, Any]]]) -> list[str]:
    """The phrases that are covered, out of what officers changed in a report."""
    return [str(change["words"]) for _, change in changes if change.get("words")]


def cover_phrases(text: str, phrases: Iterable[str]) -> str:
    """The text with every place of every phrase covered; places that touch or overlap become one."""
    covered: list[tuple[int, int]] = []
    for start, end in sorted(span for phrase in phrases for span in find_places(text, phrase)):
        if covered and start <= covered[-1][1]:
            covered[-1] = covered[-1][0], max(end, covered[-1][1])
        else:
            covered.append((start, end))
    for start, end in reversed(covered):
        text = text[:start] + COVERED + text[end:]
    return text


def find_places(text: str, phrase: str) -> Iterator[tuple[int, int]]:
    """Where a phrase stands in a text, as whole words, whatever the case and the spaces between them."""
    words = phrase.split()
    if not words:
        return
    first, last = (r"\b" if _LETTER.match(one) else "" for one in (words[0][0], words[-1][-1]))
    wanted = first + r"\s+".join(map(re.escape, words)) + last
    for found in re.finditer(wanted, text, re.IGNORECASE):
        yield found.span()


def without_phrases(value: Any, phrases: Iterable[str]) -> Any:
    """The same body, operation or row of texts with these phrases covered in every text."""
    known = list(phrases)
    return change_words(value, lambda text: cover_phrases(text, known)) if known else value


def count_places(values: Iterable[Any], phrase: str) -> int:
    """In how many places of these bodies a phrase stands."""
    return sum(1 for value in values for text in find_words(value) for _ in find_places(text, phrase))


def check_phrase(phrase: str, values: Iterable[Any]) -> str:
    """The phrase as it is kept; ``INVALID`` unless it holds a letter or figure and stands in one of these bodies."""
    tidy = " ".join(phrase.split())
    faults = []
    if not _LETTER.search(tidy):
        faults = [fault_at("/words", "Xin ghi đúng lời cần che")]
    elif len(tidy) > MOST_PHRASE:
        faults = [fault_at("/words", "Đoạn dài quá, xin che từng phần ngắn hơn")]
    elif not count_places(values, tidy):
        faults = [fault_at("/words", "Không thấy lời này trong báo cáo. Xin chép đúng từng chữ.")]
    if faults:
        raise DomainError(INVALID, errors=faults)
    return tidy


def check_reason(reason: str, comment: str, reasons: Iterable[str]) -> None:
    """A reason of the list; ``other`` says in words which (``INVALID``)."""
    if reason not in reasons:
        raise DomainError(INVALID, errors=[fault_at("/reason", "Xin chọn lý do")])
    if reason == "other" and not comment.strip():
        raise DomainError(INVALID, errors=[fault_at("/comment", "Xin ghi rõ lý do")])
