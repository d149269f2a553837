"""Very many reports at once, for measurements alone: rows written side by side instead of through the verbs.

Every row is what the verbs would have left behind: the operation with the digest of its canonical JSON and its receipt, the
report with the sums of its body, the journal's numbers and chain, what the nights add up to, computed by the same rules.
``flask journal verify`` cannot tell the difference, and ``flask figures rebuild`` changes nothing;
``python -m tests.bench.loading --reports 1000000`` loads and verifies.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Any
from uuid import UUID

from app.core.canonical import canonical_json
from app.journal import rules as journal_rules
from app.reports import rules
from app.reports.schemas import ReportBody
from tests.bench import nights, vocabulary
from tests.bench.adding import Adder, Shape, shape_of
from tests.bench.rows import COLUMNS, Rows
from tests.bench.world import BenchCommune, BenchTeam

# Stand in a text where each report has its own: the two days of a night, the beginning of its ids, words of its remark.
_DAY, _NEXT, _IDS, _SAID = "2001-01-01", "2001-01-02", "ffffffff", "measured0words"
_TEXTS_A_TEAM = 8
_BLOCK = 2000
_WAITING_NIGHTS = 2


@dataclass(frozen=True)
class _Text:
    """A body to be dated: canonical JSON with marks in it, and what it adds up to."""

    body: str
    line: str
    summary: rules.Summary
    found_by: str
    incident_found_by: str


def _texts(team: BenchTeam) -> list[_Text]:
    found = []
    for place in range(_TEXTS_A_TEAM):
        ids = (f"{_IDS}-0000-7000-8000-{number:012}" for number in range(5))
        body = nights.body(team, date.fromisoformat(_DAY), place, ids=ids)
        body["remark"] += f" {_SAID}"
        summary = rules.summarise(ReportBody().load(body))
        lines = rules.lines_to_find(team.commune_id, team.id, [body], rules.kinds_in([body]))
        own = lines.pop(None)
        line = canonical_json(summary.line).decode()
        found.append(_Text(canonical_json(body).decode(), line, summary, own, next(iter(lines.values()), "")))
    return found


def _dated(text: str, day: str, following: str, ids: str, said: str) -> str:
    return text.replace(_DAY, day).replace(_NEXT, following).replace(_IDS, ids).replace(_SAID, said)


def _decided_at(team: BenchTeam, night: date) -> datetime:
    """When a night's report was approved: the morning after."""
    return datetime.combine(night + timedelta(days=1), time(1, team.number), UTC)


def _uuid(number: int) -> tuple[str, str]:
    """An id as databases take it from text, and as JSON writes it."""
    key = f"{number:032x}"
    return key, f"{key[:8]}-{key[8:12]}-{key[12:16]}-{key[16:20]}-{key[20:]}"


def write_reports(commune: BenchCommune, count: int, until: date) -> Iterator[Rows]:
    """The rows of ``count`` reports of a commune in blocks, oldest night first; ``until`` is the last night."""
    writer = _Writer(commune, until - timedelta(days=-(-count // len(commune.teams)) - 1))
    left = count
    while left > 0:
        teams = commune.teams[: min(left, len(commune.teams))]
        left -= len(teams)
        writer.write_night(teams, waits=left < _WAITING_NIGHTS * len(commune.teams))
        if len(writer.rows["report"]) >= _BLOCK:
            yield writer.take()
    yield writer.take() | writer.adder.rows()


class _Writer:
    """Writes one commune's book, night by night."""

    def __init__(self, commune: BenchCommune, first: date) -> None:
        self.commune = commune
        self.night = first
        self.number = 0
        self.seq, self.chain = 0, journal_rules.first_chain(commune.id)
        self.texts = {team.number: _texts(team) for team in commune.teams}
        self.rows: Rows = {name: [] for name in COLUMNS}
        self.adder = Adder(commune.id)
        self.shapes: dict[tuple[int, int, bool], Shape] = {}

    def take(self) -> Rows:
        """What has gathered, and where the journal stands after it."""
        done, self.rows = self.rows, {name: [] for name in COLUMNS}
        done["journal_head"] = [(self.commune.id, self.seq, self.chain)]
        return done

    def write_night(self, teams: tuple[BenchTeam, ...], *, waits: bool) -> None:
        """A night of these teams, and the morning after: everything is approved unless it still waits."""
        dawn = datetime.combine(self.night, time(21, 5), UTC)
        written = [self._submit(team, dawn + timedelta(minutes=3 * team.number), waits=waits) for team in teams]
        if not waits:
            for place, (report_id, team) in enumerate(written):
                self._approve(report_id, team, dawn + timedelta(hours=4, minutes=place))
        self.night += timedelta(days=1)

    def _submit(self, team: BenchTeam, at: datetime, *, waits: bool) -> tuple[UUID, BenchTeam]:
        self.number += 1
        place = self.number % _TEXTS_A_TEAM
        text = self.texts[team.number][place]
        self._add_up(team, place, at, waits=waits)
        base = int(at.timestamp() * 1000) << 80 | 7 << 76 | 2 << 62 | team.number << 48 | self.number << 8
        (report, report_text), (op, op_text), (shift, shift_text) = (_uuid(base + kind) for kind in range(3))
        day, following = self.night.isoformat(), (self.night + timedelta(days=1)).isoformat()
        said = vocabulary.words_of(self.number)
        body = _dated(text.body, day, following, f"{self.number:08x}", said)
        member = team.member_ids[0]
        sent = (
            f'{{"actor_id":"{member}","body":{body},"client_time":"{following}T04:05:00+07:00",'
            f'"commune_id":"{team.commune_id}","kind":"report.submit","op_id":"{op_text}","photos":[],'
            f'"report_id":"{report_text}","schema":1,"shift_id":"{shift_text}","team_id":"{team.id}"}}'
        )
        digest = hashlib.sha256(sent.encode()).digest()
        receipt = rules.make_receipt(team.commune_id, UUID(op), digest)
        result = (
            f'{{"op_id":"{op_text}","status":"applied","report_id":"{report_text}","version":1,"rev":1,'
            f'"receipt":"{receipt}","photos_missing":[]}}'
        )
        known = _Known(team, report, op, shift, day, f"{day} 21:05:00.000000", f"{at:%Y-%m-%d %H:%M:%S.%f}", receipt)
        self.rows["operation"].append(known.operation(digest, result))
        decided = None if waits else f"{_decided_at(team, self.night):%Y-%m-%d %H:%M:%S.%f}"
        summary = replace(text.summary, search=text.summary.search.replace(_SAID, said))
        self.rows["report"].append(known.report(summary, self._line(text, day, following), decided, self.commune.chief_id))
        self.rows["search_line"].append(
            known.found_by(self._place(0), None, text.found_by.replace(f"r{_SAID}", f"r{said.replace(' ', ' r')}"))
        )
        self.rows["report_version"].append(known.version(body))
        if text.summary.incidents:
            incident = known.incident(f"{self.number:08x}")
            self.rows["incident"].append(incident)
            self.rows["search_line"].append(known.found_by(self._place(1), incident[2], text.incident_found_by))
            self.rows["activity"].append(known.activity(f"{self.number:08x}"))
        facts = _Facts.of("night", day, "quiet", text.summary.quiet, "version", 1, "rev", 1)
        self._note("report.submitted", UUID(report), team, at, facts, op=UUID(op), number=base + 3)
        return UUID(report), team

    def _add_up(self, team: BenchTeam, place: int, at: datetime, *, waits: bool) -> None:
        key = team.number, place, waits
        if key not in self.shapes:
            # Dated as this night is: what follows from times is the same for every other.
            text = self.texts[team.number][place]
            body = json.loads(
                _dated(text.body, self.night.isoformat(), (self.night + timedelta(days=1)).isoformat(), _IDS, "")
            )
            decided_at = None if waits else _decided_at(team, self.night)
            self.shapes[key] = shape_of(body, text.summary, at, decided_at, self.night)
        shape = self.shapes[key]
        about = (team.commune_id, team.id.hex, self.night.isoformat(), team.village_id.hex)
        self.rows["team_night"].append((*about, *shape.cells, *shape.counts))
        self.adder.add(team.village_id, self.night, shape)

    def _place(self, kind: int) -> int:
        """A place of its own among the lines of the night."""
        return self.night.toordinal() << 43 | int(self.commune.id) << 25 | self.number << 1 | kind

    def _line(self, text: _Text, day: str, following: str) -> str:
        return text.line.replace(_DAY, day).replace(_NEXT, following)

    def _approve(self, report_id: UUID, team: BenchTeam, at: datetime) -> None:
        key, _ = _uuid(report_id.int + 4)
        moment = f"{at:%Y-%m-%d %H:%M:%S.%f}"
        row = (team.commune_id, key, report_id.hex, "approve", "submitted", "approved", 1, 2)
        self.rows["move_note"].append((*row, "[]", "[]", "", None, self.commune.chief_id.hex, moment))
        facts = _Facts.of("version", 1, "rev", 2, "state", "approved", "night", self.night.isoformat(), "reasons", ())
        self._note("report.approved", report_id, team, at, facts, number=report_id.int + 5)

    def _note(
        self,
        kind: str,
        report_id: UUID,
        team: BenchTeam,
        at: datetime,
        facts: "_Facts",
        *,
        number: int,
        op: UUID | None = None,
    ) -> None:
        self.seq += 1
        member = team.member_ids[0] if op else None
        phone = team.device_id if op else None
        note = {
            "commune_id": team.commune_id,
            "seq": self.seq,
            "id": UUID(int=number),
            "at": at,
            "kind": kind,
            "subject_kind": "report",
            "subject_id": report_id,
            "team_id": team.id,
            "actor": journal_rules.actor_words("device" if op else "office", phone or self.commune.chief_id, member),
            "device_id": phone,
            "operation_id": op,
            "audience": journal_rules.TEAM,
            "digest": facts.digest,
        }
        self.chain = journal_rules.next_chain(self.chain, note)
        about = (kind, "report", report_id.hex, team.id.hex, note["actor"], phone and phone.hex, op and op.hex, "team")
        row = (team.commune_id, self.seq, f"{number:032x}", f"{at:%Y-%m-%d %H:%M:%S.%f}", *about)
        self.rows["journal_note"].append((*row, facts.text, facts.digest, self.chain))


@dataclass(frozen=True)
class _Facts:
    """Coded facts of a note, with the digest that the chain keeps: the same for many reports of a night."""

    text: str
    digest: bytes

    @classmethod
    @lru_cache(maxsize=64)
    def of(cls, *pairs: Any) -> "_Facts":
        """From names and values in turn."""
        facts = dict(zip(pairs[::2], pairs[1::2], strict=True))
        return cls(canonical_json(facts).decode(), journal_rules.facts_digest(facts))


@dataclass(frozen=True)
class _Known:
    """One report's keys and times, as its rows repeat them."""

    team: BenchTeam
    report_id: str
    op_id: str
    shift_id: str
    night: str
    client_at: str
    received_at: str
    receipt: str

    def operation(self, digest: bytes, result: str) -> tuple[Any, ...]:
        team = self.team
        sent = (team.commune_id, self.op_id, digest, "report.submit", 1, team.id.hex, team.device_id.hex)
        about = (team.member_ids[0].hex, self.shift_id, self.report_id, self.client_at, self.received_at)
        return (*sent, *about, result, self.receipt, "bulk")

    def report(self, summary: rules.Summary, line: str, decided: str | None, chief: UUID) -> tuple[Any, ...]:
        team, state = self.team, "approved" if decided else "submitted"
        keys = (
            team.commune_id,
            self.report_id,
            self.shift_id,
            team.id.hex,
            team.village_id.hex,
            self.night,
            "night",
            "phone",
        )
        life = (state, 1, 2 if decided else 1, int(summary.quiet), summary.severity)
        times = (f"{self.night} 15:02:00.000000", f"{self.night} 20:50:00.000000", team.member_ids[0].hex)
        counts = (summary.people, summary.absent, summary.guests, summary.rounds, summary.passes, summary.incidents)
        more = (summary.activities, summary.reminders, summary.helped, 0, 0, 0, 0, 0)
        office = (decided or self.received_at, decided, chief.hex if decided else None, None)
        phone = (self.client_at, 0, self.received_at)
        return (*keys, *life, *times, *counts, *more, *phone, *office, self.receipt, summary.search, line)

    def version(self, body: str) -> tuple[Any, ...]:
        team = self.team
        keys = (team.commune_id, self.report_id, 1, self.op_id, 1, body, "[]")
        return (*keys, team.member_ids[0].hex, team.device_id.hex, self.client_at, self.received_at)

    def incident(self, ids: str) -> tuple[Any, ...]:
        keys = (self.team.commune_id, self.report_id, f"{ids}000070008000000000000003", 0, "A02", 1, self.night)
        return (*keys, f"{self.night} 15:40:00.000000", self.team.point_ids[0].hex, 3, 0, "settled")

    def found_by(self, place: int, incident_id: str | None, words: str) -> tuple[Any, ...]:
        team = self.team
        keys = (place, team.commune_id, self.report_id, incident_id, team.id.hex, team.village_id.hex)
        return (*keys, self.night, words)

    def activity(self, ids: str) -> tuple[Any, ...]:
        keys = (self.team.commune_id, self.report_id, f"{ids}000070008000000000000004", 0, "G02", self.night)
        return (*keys, f"{self.night} 16:10:00.000000", '{"households":5,"topic":"lock"}')
