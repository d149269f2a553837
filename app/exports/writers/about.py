"""What a file says of itself: what it is, who took it, when, for what."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.core.night import local


@dataclass(frozen=True)
class About:
    """The mark of a file. ``asked`` is what narrowed it, by words; ``rows`` is None where nobody has counted."""

    title: str
    place: str
    who: str
    role: str
    at: datetime
    purpose: str
    asked: Mapping[str, str]
    columns: tuple[str, ...]
    rows: int | None = None

    def lines(self) -> list[tuple[str, str]]:
        """Label and text, for people."""
        at = local(self.at)
        narrowed = "; ".join(f"{name}: {value}" for name, value in self.asked.items()) or "tất cả"
        known = [
            ("Tệp", self.title),
            ("Nơi", self.place),
            ("Người xuất", f"{self.who} ({self.role})"),
            ("Lúc", f"{at:%H:%M} ngày {at:%d/%m/%Y}"),
            ("Dùng để", self.purpose),
            ("Bộ lọc", narrowed),
            ("Các cột", ", ".join(self.columns)),
        ]
        if self.rows is not None:
            known.append(("Số dòng", str(self.rows)))
        return [*known, ("Lưu ý", "Tệp chứa dữ liệu của tổ và của người dân: không chuyển tiếp, xong việc thì xóa.")]

    def values(self) -> dict[str, Any]:
        """The same for programs."""
        return {
            "title": self.title,
            "place": self.place,
            "exported_by": self.who,
            "role": self.role,
            "exported_at": local(self.at).isoformat(timespec="seconds"),
            "purpose": self.purpose,
            "filters": dict(self.asked),
            "columns": list(self.columns),
            **({} if self.rows is None else {"rows": self.rows}),
        }
