"""People write: reports, parts, mends, addenda and withdrawals, as their phones make them."""

from datetime import datetime, timedelta
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from tests.cast import Person
from tests.model.phone import Phone
from tests.model.pictures import announced
from tests.model.server import Server
from tests.nights import body_of, incident, patrol


class People:
    """Who writes. ``made`` is what they have sent off: it must never be lost, never doubled."""

    server: Server
    phones: list[Phone]
    skews: list[int]

    def __init__(self) -> None:
        self.made: dict[str, tuple[Phone, dict[str, Any]]] = {}
        self.pictures: dict[str, bytes] = {}
        self.ids = 0

    def fresh(self) -> str:
        """An id that is the same whenever the same game is played."""
        self.ids += 1
        return str(UUID(int=(0x0192F000 << 96) | (0x7 << 76) | (0x8 << 60) | self.ids))

    def set_clocks(self) -> None:
        """Every phone has its own idea of the time."""
        for phone, skew in zip(self.phones, self.skews, strict=True):
            phone.now = int(self.server.now.timestamp() * 1000) + skew * 60_000

    def pass_time(self, minutes: int) -> None:
        """Time passes."""
        self.server.now += timedelta(minutes=minutes)
        self.set_clocks()

    def set_clock_wrong(self, i: int, minutes: int) -> None:
        """Somebody sets a phone's clock."""
        self.skews[i % len(self.phones)] = minutes
        self.set_clocks()

    def send_off(self, phone: Phone, kind: str, photos: int = 0, *, kept: Any = (), **more: Any) -> str:
        """A person presses "Gửi"; gives the operation's id."""
        self.pass_time(1)
        person = phone.person
        op = {
            "op_id": self.fresh(),
            "kind": kind,
            "schema": 1,
            "commune_id": phone.store.meta.get("commune", person.commune_id),
            "team_id": str(person.team_id),
            "actor_id": str(person.member_id),
            "client_time": datetime.fromtimestamp(phone.now / 1000, self.server.now.tzinfo).isoformat(),
            **more,
        }
        named = [announced(len(self.pictures) + 1 + place, self.fresh()) for place in range(photos)]
        if named or kept:
            op["photos"] = [*(manifest for manifest, _ in named), *kept]
        self.pictures |= {manifest["photo_id"]: data for manifest, data in named}
        phone.store.put_operation(op, named, phone.now)
        self.made[op["op_id"]] = (phone, op)
        return str(op["op_id"])

    def write_report(self, i: int, shift: int, photos: int, *, busy: bool, fault: str = "") -> str:
        """A report of one of the team's shifts; ``fault`` makes it one that the server cannot apply."""
        phone = self.phones[i % len(self.phones)]
        body = body_of(phone.person, remark=secret_of(phone), incidents=[incident()] if busy else [])
        if fault == "invalid":
            body |= {"quiet": True, "incidents": [incident()]}
        more = {"schema": 2} if fault == "newer" else {}
        shift_id = str(uuid5(NAMESPACE_URL, f"{phone.person.team_id}/{shift}"))
        ids = {"shift_id": shift_id, "report_id": self.fresh()}
        return self.send_off(phone, "report.submit", photos, body=body, **ids, **more)

    def write_part(self, i: int, shift: int, photos: int) -> str:
        """Rounds and an incident from another phone."""
        phone = self.phones[i % len(self.phones)]
        body = {"rounds": [patrol(1)], "incidents": [incident(what=secret_of(phone))]}
        shift_id = str(uuid5(NAMESPACE_URL, f"{phone.person.team_id}/{shift}"))
        return self.send_off(phone, "report.part", photos, shift_id=shift_id, report_id=self.fresh(), body=body)

    def write_mend(self, i: int, which: int, photos: int) -> str | None:
        """A person mends a report that was returned, as the phone shows it."""
        phones = [phone for phone in self.phones if phone.returned()]
        if not phones:
            return None
        phone = phones[i % len(phones)]
        report = phone.returned()[which % len(phone.returned())]
        more = {"report_id": report["id"], "shift_id": report["shift_id"], "base_version": report["version"]}
        known = ("photo_id", "sha256", "bytes", "mime", "width", "height", "taken_at", "about", "caption")
        kept = [{name: one[name] for name in known} for one in report["photos"] if one["source_id"] == report["id"]]
        body = report["body"] | {"remark": f"{secret_of(phone)} {self.fresh()}"}
        return self.send_off(phone, "report.amend", photos, body=body, kept=kept, **more)

    def tell_of_gong(self, i: int, state: str, photos: int) -> str:
        """A look at the gong of the team's village, or without a state that it was sounded."""
        phone = self.phones[i % len(self.phones)]
        body: dict[str, Any] = {"asset_id": str(gong_of(phone.person))}
        if state:
            return self.send_off(phone, "asset.check", photos, body=body | {"state": state, "note": secret_of(phone)})
        began = datetime.fromtimestamp(phone.now / 1000, self.server.now.tzinfo).isoformat()
        body |= {"kind": "gong", "began_at": began, "values": {"reality": "drill"}, "words": secret_of(phone)}
        return self.send_off(phone, "activity.log", photos, body=body)

    def write_about(self, i: int, which: int, kind: str, photos: int = 0) -> str | None:
        """An addendum to a report that the phone shows, or its withdrawal."""
        phones = [phone for phone in self.phones if phone.store.view("report")]
        if not phones:
            return None
        phone = phones[i % len(phones)]
        shown = sorted(phone.store.view("report").values(), key=lambda one: str(one["id"]))
        report = shown[which % len(shown)]
        body = {"text": secret_of(phone)} if kind == "report.addendum" else {}
        ids = {"report_id": report["id"], "shift_id": report["shift_id"]}
        return self.send_off(phone, kind, photos if body else 0, body=body, **ids)


def gong_of(person: Person) -> UUID:
    """The gong that hangs in the village of a phone's team."""
    return uuid5(NAMESPACE_URL, f"gong/{person.village_id}")


def secret_of(phone: Phone) -> str:
    """Words that only this phone's team and its police may read."""
    return f"chuyen-rieng-{phone.person.team_id}"
