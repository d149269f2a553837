"""The parts of a report that people write; their headings stand in ``views/words.py`` and on paper."""

MOST_TEXT = 6000
TEAM_PARTS = ("situation", "results", "shortcomings", "proposals")
# Leadership has no book here: what is said of it is written by hand, and no number is made up.
COMMUNE_PARTS = (
    *("situation", "leadership", "propaganda", "forces", "patrol"),
    *("models", "equipment", "emulation", "shortcomings", "direction"),
)


def parts_of(*, of_team: bool) -> tuple[str, ...]:
    """The parts in the order of the paper."""
    return TEAM_PARTS if of_team else COMMUNE_PARTS
