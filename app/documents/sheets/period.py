"""The report of a period on paper: of a team, or of the commune for the movement; a draft carries its mark."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from app.core import clock
from app.core.actor import Actor
from app.core.night import local, night_of
from app.documents.prints.headers import Issuer, head, signers
from app.documents.prints.layout import Kind, Line, Sheet, Signer, Table
from app.documents.sheets.period_commune import commune_blocks
from app.documents.sheets.period_tables import correction_table
from app.documents.sheets.period_team import team_blocks
from app.documents.sheets.roster import leader_of
from app.people import queries as people
from app.people.rules import PROVINCE
from app.periods import queries
from app.periods.models import PeriodVersion
from app.periods.queries import PeriodRow
from app.periods.rules import State
from app.periods.views import words
from app.reports.queries.attendance import names_of_members
from app.units.queries import find_unit
from app.web.wording import in_sentence

_DRAFT = "DỰ THẢO"
# The clerk writes the number by hand when the paper is sealed.
_NUMBERS = {Issuer.COMMITTEE: "Số:          /BC-UBND", Issuer.POLICE: "Số:          /BC-CAX"}


@dataclass(frozen=True)
class _Commune:
    name: str
    commune_name: str
    province_name: str


@dataclass(frozen=True)
class _Paper:
    """A report as it is printed: its newest signed version, or the draft (``version`` None)."""

    row: PeriodRow
    version: PeriodVersion | None
    content: Mapping[str, Any]


def period_sheet(actor: Actor, period_id: UUID) -> Sheet:
    """A report in scope (``NOT_FOUND``) as it stands: signed, or as a draft. In Vietnamese where the caller says so."""
    row = queries.get_period(actor, period_id)
    versions = queries.list_versions(row.report)
    version = versions[0] if row.report.state == State.SIGNED or actor.role == PROVINCE else None
    content = version.content if version else queries.draft_of(row.report, night_of(clock.now())).content
    paper = _Paper(row, version, content)
    return _of_team(actor, paper) if row.of_team else _of_commune(paper)


def _of_team(actor: Actor, paper: _Paper) -> Sheet:
    report = paper.row.report
    team = people.find_team(report.commune_id, report.team_id or UUID(int=0), report.last)
    assert team is not None, "a team's report has its team"
    names = names_of_members(actor, [UUID(one["member"]) for one in paper.content["attendance"]])
    blocks = team_blocks(paper.content, {str(key): name for key, name in names.items()}, team.commune_name)
    return Sheet(
        **_common(paper, Kind.TEAM_PERIOD),
        header=head(Issuer.TEAM, team, _day(paper)),
        subtitle=(
            f"Kết quả hoạt động {in_sentence(words.period_title(paper.row.period))} của {team.name}",
            _days(paper),
        ),
        blocks=(*blocks, *_closing(paper)),
        signers=signers(Issuer.TEAM, team, leader_of(team)),
        recipients=("- Như trên;", "- Trưởng thôn;", "- Lưu: Tổ."),
    )


def _of_commune(paper: _Paper) -> Sheet:
    report = paper.row.report
    unit = find_unit(report.commune_id)
    province = find_unit(unit.parent_id) if unit and unit.parent_id else None
    place = _Commune(paper.row.commune, paper.row.commune, province.name if province else "")
    issuer = Issuer.POLICE if report.kind == "police-year" else Issuer.COMMITTEE
    signer: Signer = signers(issuer, place, "")[1]
    title = in_sentence(words.period_title(paper.row.period))
    return Sheet(
        **_common(paper, Kind.COMMUNE_PERIOD),
        header=head(issuer, place, _day(paper), _NUMBERS[issuer]),
        subtitle=(
            f"Kết quả công tác xây dựng phong trào toàn dân bảo vệ an ninh Tổ quốc {title}; phương hướng, nhiệm vụ kỳ tới",
            _days(paper),
        ),
        blocks=(*commune_blocks(paper.content, place.province_name, issuer), *_closing(paper)),
        signers=(signer,),
        recipients=("- Như trên;", "- TT Đảng ủy, HĐND xã;", "- UBMTTQ xã;", "- Công an xã;", "- Lưu: VT."),
    )


def _common(paper: _Paper, kind: Kind) -> dict[str, Any]:
    report = paper.row.report
    number = paper.version.version if paper.version else 0
    known: dict[str, Any] = {"kind": kind, "record_id": report.id, "day": report.first, "version": number}
    return known | {"title": "BÁO CÁO", "mark": "" if paper.version else _DRAFT}


def _day(paper: _Paper) -> date:
    """A signed paper keeps the day of its signature, however often it is printed."""
    return local(paper.version.signed_at if paper.version else clock.now()).date()


def _days(paper: _Paper) -> str:
    first, last = words.ends_of(paper.content["spans"][0])
    return f"(Số liệu từ ngày {first:%d/%m/%Y} đến ngày {last:%d/%m/%Y})"


def _closing(paper: _Paper) -> Iterable[Line | Table]:
    """What came late, what was left out, and by whom it was signed; the last is a line."""
    content, version = paper.content, paper.version
    if content["corrections"]:
        yield Line("Điều chỉnh kỳ trước", "(báo cáo đến, duyệt hoặc sửa sau khi kỳ trước đã ký)")
        yield correction_table(content)
    if content["waiting"]:
        reason = f" Lý do: {content['left_out']}" if content.get("left_out") else ""
        yield Line("Chưa tính:", f"{len(content['waiting'])} báo cáo chưa duyệt.{reason}")
    if version is None:
        yield Line("Bản nháp:", "chưa ký, chưa có số; số liệu còn thay đổi theo sổ.")
        return
    signed = local(version.signed_at)
    by = queries.names_of({version.signed_by}).get(version.signed_by, "")
    facts = f"lần {version.version}, {by}, {signed.hour} giờ {signed:%M} ngày {signed:%d/%m/%Y}"
    yield Line("Đã ký trong sổ:", f"{facts}; mã nội dung {version.digest.hex()[:16]}, sổ gốc số {version.book_seq}.")
