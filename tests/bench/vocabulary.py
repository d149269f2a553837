"""Words for the remarks of very many reports: some in every second night, some hardly ever, as in what people write."""

from itertools import product

_BEGIN = ("b", "ch", "d", "gi", "h", "k", "kh", "l", "m", "nh", "ph", "qu", "s", "t", "th", "tr", "v", "x")
_MIDDLE, _END = ("a", "e", "i", "o", "u", "ie", "uo"), ("", "c", "m", "n", "ng", "nh", "p", "t")
_ALL = tuple("".join(parts) for parts in product(_BEGIN, _MIDDLE, _END))
_A_REPORT = 8
# In every so many-th report: words that nobody else has written.
SELDOM, RARE = 10_007, ("satlo", "bolu")


def words_of(number: int) -> str:
    """What the report of this number says, folded, each word once: the earlier in the list, the more often."""
    found: dict[str, None] = dict.fromkeys(RARE) if number % SELDOM == 0 else {}
    state = number
    for _ in range(_A_REPORT):
        state = (state * 6364136223846793005 + 1442695040888963407) % (1 << 64)
        found[_ALL[int(len(_ALL) * (state / (1 << 64)) ** 3)]] = None
    return " ".join(found)
