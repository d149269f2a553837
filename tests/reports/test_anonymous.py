"""Members leave texts and bodies: what goes, what stays, and that a blank leads nowhere."""

from uuid import uuid4

import pytest

from app.core.ids import new_id
from app.reports.rules import anonymous
from app.reports.rules.anonymous import UNNAMED

NAMES = ["Nguyễn Văn Bình", "Trần Thị Hoa", "Y Blô"]


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Nguyễn Văn Bình gọi trực ban", f"{UNNAMED} gọi trực ban"),
        ("NGUYỄN  VĂN BÌNH và nguyen van binh", f"{UNNAMED} và {UNNAMED}"),
        ("anh Bình và chị Thị Hoa về sớm", f"anh {UNNAMED} và chị {UNNAMED} về sớm"),
        ("Tổ trưởng Bình, đ/c Hoa, anh Nguyễn Văn Bình", f"Tổ trưởng {UNNAMED}, đ/c {UNNAMED}, anh {UNNAMED}"),
        ("Ca bình thường, bà con trồng hoa", "Ca bình thường, bà con trồng hoa"),
        ("Thôn Thanh Bình, chợ hoa", "Thôn Thanh Bình, chợ hoa"),
        ("anh Bìnhh, xanh Bình Minh", "anh Bìnhh, xanh Bình Minh"),
        ("bác Blô đi xe 49X1-123.45", f"bác {UNNAMED} đi xe 49X1-123.45"),
    ],
)
def test_a_name_goes_from_a_text_and_plain_words_stay(text: str, left: str) -> None:
    assert anonymous.unnaming(NAMES)(text) == left


def test_without_names_to_take_out_a_text_stays() -> None:
    assert anonymous.unnaming([" "])("anh Bình") == "anh Bình"


def test_a_body_keeps_who_led_and_who_stood_in_and_no_id() -> None:
    lead, away, other = (str(uuid4()) for _ in range(3))
    checkpoint = str(uuid4())
    body = {
        "lead_id": lead,
        "present": [{"member_id": lead, "to": None}, {"member_id": other.upper()}],
        "absent": [{"member_id": away, "substitute_id": other, "reason": "sick"}],
        "rounds": [{"passes": [{"checkpoint_id": checkpoint, "position": {"lat": 1.0, "lon": 2.0, "by": lead}}]}],
    }
    blanks = {one: anonymous.new_blank() for one in (lead, away, other)}
    assert set(anonymous.find_members(body)) == {lead, other.upper(), away, other}
    left = anonymous.without_members(body, lambda key: blanks[key.lower()])
    assert left["lead_id"] == left["present"][0]["member_id"] == str(blanks[lead])
    assert left["absent"][0]["substitute_id"] == left["present"][1]["member_id"]
    assert left["absent"][0]["reason"] == "sick" and left["present"][0]["to"] is None
    assert left["rounds"][0]["passes"] == [{"checkpoint_id": checkpoint, "position": {"lat": 1.0, "lon": 2.0}}]
    assert not set(anonymous.find_members(left))
    assert anonymous.without_members(left, lambda _key: uuid4()) == left


def test_a_blank_is_never_the_id_of_a_member_and_each_is_another() -> None:
    blanks = [anonymous.new_blank() for _ in range(200)]
    assert len(set(blanks)) == 200
    assert {one.version for one in blanks} == {8}
    assert all(anonymous.is_blank(one) and anonymous.is_blank(str(one)) for one in blanks)
    assert not any(anonymous.is_blank(key) for key in (new_id(), uuid4(), "8", "", None))


def test_a_covered_phrase_that_is_a_name_is_known() -> None:
    assert anonymous.is_part_of_name("bình", NAMES) and anonymous.is_part_of_name("Văn  Bình", NAMES)
    assert not anonymous.is_part_of_name("anh Bình", NAMES) and not anonymous.is_part_of_name(" ", NAMES)
