"""The closed lists of the book of models; what each is called stands in the catalogue or beside its page."""

# Classes of a review: tốt, khá, trung bình, yếu.
LEVELS = ("tot", "kha", "tb", "yeu")
ASSET_KINDS = ("camera", "gong", "bell", "board", "fire", "loud")
ASSET_STATES = ("working", "broken", "no-signal", "missing")
ACTIVITY_KINDS = ("gong", "propaganda", "meeting", "drill", "kit", "joint", "weapons", "rescue")
DIFFICULTY_KINDS = ("money", "equipment", "people", "law", "other")
NEED_STATES = ("needed", "planned", "met", "dropped")
