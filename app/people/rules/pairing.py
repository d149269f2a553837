"""Three words by which an officer and the holder of a phone hear that they speak of the same phone."""

from functools import cache
from pathlib import Path

_WORDS = Path(__file__).parents[1] / "data" / "words.txt"
HOW_MANY = 3
SETTING = "compare_words"


@cache
def all_words() -> tuple[str, ...]:
    """256 plain nouns. No two of them differ by a tone or a sign alone, nor by a sound that some region does not make."""
    return tuple(_WORDS.read_text("utf-8").split())


def words_from(digest: bytes) -> list[str]:
    """The first three different words that the bytes of a digest name."""
    listed = all_words()
    return list(dict.fromkeys(listed[byte] for byte in digest))[:HOW_MANY]
