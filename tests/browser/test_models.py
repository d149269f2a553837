"""One whole cycle of the book of models: every site reviewed, what hinders fixed, one ended, two spread, the year signed."""

from collections.abc import Callable
from datetime import datetime, timedelta

from playwright.sync_api import Page, expect

from app.core.night import VIETNAM
from tests.browser.desk import Desk

KIND = "M10"
NEW_YEAR = datetime(2027, 1, 4, 8, tzinfo=VIETNAM)


def day(desk: Desk, later: int = 0) -> str:
    return (desk.house.now().astimezone(VIETNAM).date() + timedelta(days=later)).isoformat()


def addresses(page: Page, selector: str) -> list[str]:
    page.wait_for_load_state()
    return [str(one.get_attribute("href")) for one in page.locator(selector).all()]


def review(desk: Desk, sheet: str, verdict: str) -> None:
    """Write a sheet to its end; what is replicated goes to the first village that is offered."""
    desk.open(sheet)
    page = desk.page
    for points in page.locator("input[name^=point_]").all():
        points.fill("8")
    page.locator("input[name=level][value=kha]").check()
    page.locator(f"input[name=verdict][value={verdict}]").check()
    if verdict == "end":
        page.locator("textarea[name=reason]").fill("Không còn hộ nào tham gia")
    if verdict == "replicate":
        page.locator("details", has=page.locator("input[name=villages_due]")).locator("summary").click()
        page.locator("input[name=villages]").first.check()
        page.locator("input[name=villages_due]").fill(day(desk, 20))
    desk.press("Xong phiếu")
    desk.sees("Phiếu đã xong")


def fix(desk: Desk, site_id: str) -> None:
    """A difficulty of a site is raised, and solved with what was done."""
    desk.open("/models/difficulties/new")
    page = desk.page
    page.locator("select[name=about]").select_option(f"site:{site_id}")
    page.locator("textarea[name=words]").fill("Thiếu bình chữa cháy còn hạn")
    page.locator("select[name=kind]").select_option("equipment")
    page.locator("select[name=owner]").select_option("committee")
    page.locator("input[name=due_on]").fill(day(desk, 7))
    desk.press("Ghi")
    solving = page.locator("details.request-step", has=page.locator("form[action$='/solve']"))
    solving.locator("textarea").fill("Đã thay hai bình")
    solving.get_by_role("button", name="Đã khắc phục").click()
    desk.sees("Đã thay hai bình")


def step(desk: Desk, words: str, **said: str) -> None:
    """The next step of a site's life, in its panel."""
    panel = desk.page.locator("details.pop", has=desk.page.locator("summary", has_text=words))
    panel.locator("summary").click()
    for name, value in said.items():
        panel.locator(f"[name={name}]").fill(value)
    panel.get_by_role("button", name=words).click()


def spread(desk: Desk, parent: str, name: str) -> None:
    """The child that was planned is proposed, surveyed, handed in and launched."""
    desk.open(parent)
    desk.press("Mở đề xuất")
    desk.page.locator("input[name=name]").fill(name)
    desk.press("Lưu")
    step(desk, "Ghi kết quả khảo sát", survey="Mười hộ liền kề đồng ý tham gia")
    step(desk, "Trình phê duyệt")
    step(desk, "Phê duyệt, ra mắt", decision_no="12/QĐ-UBND", launch_people="40")
    desk.sees("Đang hoạt động")


def test_a_year_of_models_from_review_to_the_signed_report(new_filled_desk: Callable[..., Desk]) -> None:
    desk = new_filled_desk()
    desk.sign_in("vinh")
    desk.open("/models/rounds/new")
    desk.page.locator("details.request-step summary").click()
    desk.page.locator(f"input[name=kinds][value={KIND}]").check()
    desk.press("Mở đợt rà soát")
    desk.sees("0/12")
    a_round, sheets = desk.page.url, addresses(desk.page, ".cycle-rows a.row-link")
    for sheet, verdict in zip(sheets, ["end", "replicate", "replicate", *["keep"] * 9], strict=True):
        review(desk, sheet, verdict)
    ended, *parents = [f"/models/sites/{one.rpartition('/')[2]}" for one in sheets[:3]]
    for sheet in sheets[3:6]:
        fix(desk, sheet.rpartition("/")[2])

    desk.open(a_round)
    desk.sees("12/12")
    desk.page.locator("form[action$='/close'] button").click()
    desk.sees("Đã khép đợt rà soát. Xếp loại đã ghi vào từng điểm.")
    desk.open(ended)
    desk.sees("Không còn hộ nào tham gia")
    for number, parent in enumerate(parents, 1):
        spread(desk, parent, f"Tổ liên gia nhân rộng {number}")
    desk.open(parents[0])
    expect(desk.page.locator(".kin-list")).to_contain_text("Tổ liên gia nhân rộng 1")
    assert desk.fits()

    desk.house.begin_at(NEW_YEAR)
    desk.sign_in("vinh")
    desk.open("/periods?kind=year")
    desk.page.get_by_role("button", name="Lập báo cáo").first.click()
    row = desk.page.locator("#models-title ~ div tr", has_text="Tổ liên gia an toàn PCCC")
    expect(row).to_contain_text("13")
    desk.page.locator("#sign input[name=leave_out]").check()
    desk.page.locator("#sign textarea").fill("Các ca này chưa đủ người xác nhận")
    desk.press("Ký báo cáo")
    desk.sees("Đã ký. Số liệu đã chốt, báo cáo các đêm trong kỳ đã khóa.")
