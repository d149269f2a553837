"""A plate in a photo and a name in a text: covered at the desk, read nowhere, seen by the chief once more, uncovered."""

import csv
import io
import json
import re
from collections.abc import Callable

from playwright.sync_api import Locator, expect

from tests.browser.books import ask
from tests.browser.desk import Desk
from tests.browser.house import House
from tests.browser.watching import until

WHY = "Đối chiếu với tổ"
CSV = "fetch('/api/v1/exports/activity-log.csv').then((answer) => answer.text())"


def test_what_is_covered_is_read_nowhere_until_the_chief_uncovers_it(
    new_filled_desk: Callable[..., Desk], filled_house: House
) -> None:
    desk = new_filled_desk()
    desk.sign_in("vinh")
    report, words = _report_with_photo_and_text(desk)

    _draw_a_frame(desk, report)
    _pick_words(desk, report, words)

    desk.sees("[đã che]")
    _sees_the_copy(desk, report)
    assert words not in desk.page.content()
    desk.open("/feed")
    assert words not in desk.page.content()
    # Other reports may say the same words.
    assert words not in _row_of(report, str(desk.page.evaluate(CSV)))

    filled_house.pass_time(11)
    desk.open(report)
    desk.press("Xem bản chưa che")
    desk.page.get_by_label("Lý do").fill(WHY)
    desk.watch.expect("403")
    desk.press("Xem")
    assert words not in desk.page.content()
    desk.page.get_by_label("Mật khẩu", exact=True).fill(filled_house.password_of("vinh"))
    desk.page.locator("form.proof button[type=submit]").click()
    expect(desk.page.locator("mark").first).to_have_text(words)
    assert _width_of(desk.page.locator(".unredacted img")) > 0
    assert [WHY in look for look in _looks(filled_house)] == [True]

    for _ in range(2):
        desk.open(report)
        desk.page.locator("#covering").get_by_role("link", name=re.compile("^Bỏ che")).first.click()
        desk.page.get_by_label("Lý do").fill("Che nhầm")
        desk.press("Bỏ che")
        desk.sees("Đã bỏ che.")
    expect(desk.page.locator(".incident-text .prose").first).to_contain_text(words)
    assert "/clean" in str(desk.page.locator("a[data-photo]").first.get_attribute("href"))


def _report_with_photo_and_text(desk: Desk) -> tuple[str, str]:
    """A report of the queue, and two words that stand in the text of its first incident."""
    desk.open("/queue")
    for path in [str(row.get_attribute("href")) for row in desk.page.locator("[data-queue-row]").all()]:
        desk.open(path)
        texts = desk.page.locator(".incident-text .prose")
        if desk.page.locator("#covering .strip a").count() and texts.count() and len(texts.first.inner_text().split()) > 4:
            return path.partition("#")[0], " ".join(texts.first.inner_text().split()[1:3]).strip(".,;:")
    raise AssertionError("the filled past leaves reports with photos to read")


def _draw_a_frame(desk: Desk, report: str) -> None:
    """By the mouse, then one more by the keyboard, which is taken away again."""
    desk.open(report)
    desk.page.locator("#covering summary").click()
    desk.page.locator("#covering .strip a").first.click()
    stage = desk.page.locator(".cover-stage")
    stage.scroll_into_view_if_needed()
    box = stage.bounding_box()
    assert box
    desk.page.mouse.move(box["x"] + box["width"] * 0.2, box["y"] + box["height"] * 0.2)
    desk.page.mouse.down()
    desk.page.mouse.move(box["x"] + box["width"] * 0.5, box["y"] + box["height"] * 0.6, steps=4)
    desk.page.mouse.up()
    frames = desk.page.locator(".cover-box:not([hidden])")
    expect(frames).to_have_count(1)
    left = desk.page.locator("[name='frames-0-left']")
    drawn = float(left.input_value())
    desk.page.keyboard.press("ArrowRight")
    assert abs(drawn - 20) < 1 and round(float(left.input_value()) - drawn, 2) == 1
    desk.press("Thêm khung")
    expect(frames).to_have_count(2)
    desk.page.keyboard.press("Delete")
    expect(frames).to_have_count(1)
    desk.choose("Biển số")
    desk.press("Làm mờ")
    desk.sees("Đã che. Ảnh hiện lại cho mọi người sau ít giây")


def _pick_words(desk: Desk, report: str, words: str) -> None:
    """What is selected in a text goes into the field; here it is too much, and is written shorter."""
    desk.open(report)
    desk.press("Che lời")
    desk.page.locator("[data-pick]").filter(has_text=words).first.click(click_count=3)
    expect(desk.page.get_by_label("Lời cần che")).to_have_value(re.compile(re.escape(words)))
    desk.page.get_by_label("Lời cần che").fill(words)
    desk.choose("Tên người")
    desk.press("Che lời này")
    desk.sees("Đã che lời này ở mọi chỗ trong báo cáo.")


def _sees_the_copy(desk: Desk, report: str) -> None:
    """The worker paints it meanwhile; the report's first photo is its redacted form."""
    for _ in range(20):
        desk.open(report)
        shown = desk.page.locator("a[data-photo][href$='/redacted']")
        if shown.count():
            break
        desk.page.wait_for_timeout(500)
    assert shown.count() == 1
    shown.locator("img").scroll_into_view_if_needed()
    until(desk.page, "document.querySelector('a[data-photo][href$=redacted] img').naturalWidth > 0")


def _row_of(report: str, file: str) -> str:
    """What the export says of this report."""
    (row,) = [one for one in csv.DictReader(io.StringIO(file, newline="")) if report.endswith(one["Mã báo cáo"])]
    assert "[đã che]" in row["Nhận xét chung"]
    return str(row)


def _width_of(picture: Locator) -> int:
    return int(picture.first.evaluate("(image) => image.naturalWidth"))


def _looks(house: House) -> list[str]:
    """Why somebody looked at the unredacted form, as the access log keeps it."""
    rows = ask(house, "SELECT facts FROM access_note WHERE action = 'redaction.unredacted-seen'")
    return [json.dumps(json.loads(str(facts)), ensure_ascii=False) for (facts,) in rows]
