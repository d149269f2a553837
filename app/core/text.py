"""Vietnamese text: one normal form, and a fold so that "tuan tra" finds "tuần tra" and "dap" finds "đập"."""

import re
import unicodedata

_MARKS = re.compile(r"[\u0300-\u036f]")
_SPACES = re.compile(r"\s+")
_WORD = re.compile(r"[^\W_]+")


def nfc(text: str) -> str:
    """Text in NFC, the only form that is stored."""
    return unicodedata.normalize("NFC", text)


def bare(text: str) -> str:
    """Text without diacritics and capitals, its spaces as they were."""
    return _MARKS.sub("", unicodedata.normalize("NFD", text)).replace("đ", "d").replace("Đ", "D").lower()


def fold(text: str) -> str:
    """Text for searching: no diacritics, no capitals, one space between words. The phone folds the same way."""
    return _SPACES.sub(" ", bare(text)).strip()


def words_in(text: str) -> list[str]:
    """The words of a text, folded, in their order: what stands between signs, numbers as well."""
    return _WORD.findall(bare(text))


# Vietnamese dictionary order: letters by this alphabet first, tones (ngang, huyền, hỏi, ngã, sắc, nặng) as tie-breakers.
_ALPHABET = {letter: place for place, letter in enumerate("aăâbcdđeêfghijklmnoôơpqrstuưvwxyz")}
_TONES = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}


def sort_key(text: str) -> tuple[list[int], list[int]]:
    """A key that sorts by the Vietnamese alphabet: a ă â b c d đ …"""
    letters: list[int] = []
    tones: list[int] = []
    for char in unicodedata.normalize("NFC", text.lower()):
        tone = 0
        rest = ""
        for part in unicodedata.normalize("NFD", char):
            if part in _TONES:
                tone = _TONES[part]
            else:
                rest += part
        base = unicodedata.normalize("NFC", rest)
        letters.append(_ALPHABET[base] + 1000 if base in _ALPHABET else min(ord(base[0]), 999))
        tones.append(tone)
    return letters, tones
