"""Which lists the catalogue holds. Plain: no database."""

# Each is a list of rows {code, vi, en, …}; the same names in the data file, in ``term.kind`` and in the phone's answer.
TERM_LISTS = (
    "groups", "reasons", "absences", "actions", "results", "sources", "weathers",
    "modes", "kit", "forces", "informed", "abouts", "skip_reasons",
)  # fmt: skip

# Parts of the catalogue that are one value each, kept as settings, so that a change of them can have a date.
VALUES = ("phrases", "limits")
