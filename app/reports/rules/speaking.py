"""How the values of a body are said to people: codes by their words, ids by their names, times by a Vietnamese clock."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from app.core.night import local
from app.reports.rules.anonymous import is_blank


class Named(Protocol):
    """A word of the catalogue."""

    @property
    def fields(self) -> list[dict[str, Any]]:
        """A category's own fields."""

    def named(self, language: str) -> str:
        """Its whole name."""

    def short(self, language: str) -> str:
        """Its name for narrow places."""


@dataclass(frozen=True)
class Speaker:
    """Says values in one language. ``names`` are those of members, checkpoints and routes by their id as text.

    A code that the catalogue does not know is said as it is: a newer phone may know more than this server.
    """

    language: str
    categories: Mapping[str, Named]
    presets: Mapping[str, Named]
    terms: Callable[[str], Mapping[str, Named]]
    names: Mapping[str, str] = field(default_factory=dict)

    def either(self, vi: str, en: str) -> str:
        """The one of two wordings that is this language's."""
        return en if self.language == "en" else vi

    def term(self, kind: str, code: Any) -> str:
        """The word of a code of one of the catalogue's lists; nothing for nothing."""
        known = self.terms(kind).get(str(code)) if code else None
        return known.named(self.language) if known else str(code or "")

    def category(self, code: Any, *, short: bool = False) -> str:
        """The name of a category."""
        known = self.categories.get(str(code))
        if known is None:
            return str(code or "")
        return known.short(self.language) if short else known.named(self.language)

    def preset(self, code: Any) -> str:
        """The name of a usual shift."""
        known = self.presets.get(str(code))
        return known.named(self.language) if known else str(code or "")

    def name(self, key: Any) -> str:
        """The name of a member, checkpoint or route."""
        if key and is_blank(key):
            return self.either("tổ viên", "member")
        return self.names.get(str(key), self.either("không rõ", "not known")) if key else ""

    def clock(self, at: Any) -> str:
        """``22:02`` of a moment (aware, or as a body holds it)."""
        if not at:
            return ""
        moment = local(at if isinstance(at, datetime) else datetime.fromisoformat(str(at)))
        return f"{moment.hour}:{moment.minute:02d}"

    def detail(self, category: Any, key: str, value: Any) -> tuple[str, str]:
        """The label and the text of one of a category's own fields."""
        known = self.categories.get(str(category))
        asked = next((one for one in (known.fields if known else []) if one.get("key") == key), None)
        if asked is None:
            return key, self._plain(value)
        return str(asked[self.language]), self._value(asked, value)

    def _value(self, asked: Mapping[str, Any], value: Any) -> str:
        if value is None or value == "":
            return ""
        if asked["type"] == "choice":
            options = {one["code"]: one[self.language] for one in asked.get("options", [])}
            return str(options.get(str(value), value))
        if asked["type"] == "number" and asked.get("unit"):
            unit = asked.get("unit_en", asked["unit"]) if self.language == "en" else asked["unit"]
            return f"{self._plain(value)} {unit}"
        if asked["type"] == "time" and "T" in str(value):
            return self.clock(value)
        return self._plain(value)

    def _plain(self, value: Any) -> str:
        if value is True:
            return self.either("có", "yes")
        if value is False:
            return self.either("không", "no")
        if isinstance(value, list):
            return ", ".join(self._plain(one) for one in value)
        return "" if value is None else str(value)
