"""The codes of a route's checkpoints, to be cut out and put up there."""

from uuid import UUID

from flask import current_app

from app.core import clock
from app.core.actor import Actor
from app.core.night import local
from app.documents.prints.headers import Issuer, head
from app.documents.prints.layout import Card, Cards, Kind, Line, Sheet
from app.people import queries as people
from app.roster import queries as roster
from app.roster.rules import code_of
from app.web.application import SETTINGS

_HOW = (
    "cắt rời từng ô, bọc kín, dán đúng điểm ghi trong ô. Khi đi qua, tổ quét bằng máy ảnh của điện thoại, hoặc gõ sáu ký tự "
    "dưới mã. Mã chỉ cho biết điểm nào, không phải bí mật."
)


def route_codes(actor: Actor, route_id: UUID) -> Sheet:
    """The codes of a route in scope (``NOT_FOUND``), in the order of the way; without points, nothing to cut."""
    route = roster.get_route(actor, route_id)
    today = local(clock.now()).date()
    team = people.get_team(actor, route.team_id, today)
    base = current_app.config[SETTINGS].public_url
    cards = [
        Card(f"{base}/app/#/at/{code}", f"{one.position}. {one.name}", f"{code[:3]}\u00a0{code[3:]}", team.name)
        for one, code in ((one, code_of(one.id)) for one in route.points)
    ]
    return Sheet(
        kind=Kind.CODES,
        record_id=route_id,
        day=today,
        version=0,
        header=head(Issuer.TEAM, team, today),
        title="MÃ QR CÁC ĐIỂM KIỂM TRA",
        subtitle=(route.name,),
        blocks=(Line("Cách dùng:", _HOW), *([Cards(tuple(cards))] if cards else [])),
        signers=(),
    )
