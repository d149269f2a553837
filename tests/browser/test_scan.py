"""A checkpoint by the sheet that hangs there: scanned in the app, opened by the phone's own camera, or typed."""

import re
from collections.abc import Callable

from playwright.sync_api import expect

from tests.browser.conftest import own_house
from tests.browser.desk import Desk
from tests.browser.house import House
from tests.browser.phone import Phone

# This Chromium has no detector: ours sees what the test holds before the camera, which is a canvas.
CAMERA = """
globalThis.BarcodeDetector = class {
  static async getSupportedFormats() { return ['qr_code']; }
  async detect() { return globalThis.kengSheet ? [{ rawValue: globalThis.kengSheet }] : []; }
};
navigator.mediaDevices.getUserMedia = async () => {
  if (globalThis.kengRefuses) throw new DOMException('no', 'NotAllowedError');
  const canvas = document.createElement('canvas');
  canvas.getContext('2d').fillRect(0, 0, 9, 9);
  globalThis.kengStream = canvas.captureStream(5);
  return globalThis.kengStream;
};
"""


# A house of its own: the other journeys count on the queue that they find.
house = own_house()


def codes_of(desk: Desk, team: str) -> list[str]:
    """The codes on the sheet of a team's route, in order."""
    desk.open("/routes")
    card = desk.page.locator("section.card").filter(has_text=team)
    card.get_by_role("link", name=re.compile("Mã các điểm")).first.click()
    expect(desk.page.locator(".codes .qr svg").first).to_be_visible()
    desk.page.wait_for_load_state()
    return [text.replace(" ", "") for text in desk.page.locator(".code-big").all_inner_texts()]


def test_a_point_is_written_by_its_sheet_and_the_desk_sees_how(
    phone: Phone, new_desk: Callable[..., Desk], house: House
) -> None:
    desk = new_desk()
    desk.sign_in("ha")
    codes = codes_of(desk, "Đồi Mơ")
    (other, *_) = codes_of(desk, "Suối Cạn")
    phone.context.add_init_script(CAMERA)
    phone.enrol(house.invite("Đồi Mơ"), holder="Phạm Văn Thành")

    phone.open(f"/app/#/at/{codes[0]}")
    phone.sees("Chưa mở ca")
    phone.open("/app/#/home")
    phone.tap("Mở ca")
    phone.tap("Bắt đầu")
    with phone.cut_off():
        phone.open(f"/app/#/at/{codes[0]}")
        # The shift was open before: that it is shown proves nothing yet.
        phone.wait_until(lambda: hows(phone) == ["qr"], "the code of the address is not written")
        phone.is_on("shift")
        phone.sees("Chốt đầu thôn")
        phone.tap_id("to-code")
        phone.tap("Quét mã")
        phone.page.evaluate(f"kengSheet = '{phone.base_url}/app/#/at/{codes[1]}'")
        phone.is_on("shift")
        assert phone.page.evaluate("kengStream.getTracks().every((track) => track.readyState === 'ended')")
        phone.page.evaluate("kengSheet = null")
        phone.tap_id("to-code")
        for wrong, said in (("abc", "Mã chưa đúng."), (other, "Mã này không thuộc lộ trình của ca.")):
            phone.page.get_by_test_id("point-code").fill(wrong)
            phone.tap("Ghi điểm này")
            phone.sees(re.compile(re.escape(said)))
        phone.page.evaluate("kengRefuses = true")
        phone.tap("Quét mã")
        phone.sees("Chưa mở được máy ảnh. Xin gõ mã bên dưới.")
        phone.page.get_by_test_id("point-code").fill(codes[2].lower())
        phone.tap("Ghi điểm này")
        phone.is_on("shift")
        phone.wait_until(lambda: len(hows(phone)) == 3, "the typed code is not written")
        phone.tap_id("checkpoint")
        phone.wait_until(lambda: len(hows(phone)) == 4, "the tap is not written")
        assert hows(phone) == ["qr", "qr", "code", "tap"]
    assert not asked_for_the_reader(phone)
    phone.tap("Kết ca")
    phone.tap("Đúng, gửi báo cáo")
    expect(phone.bar()).to_contain_text("Đã gửi xong tất cả")

    desk.open("/")
    desk.open_row("Đồi Mơ")
    expect(desk.page.locator(".how")).to_have_text(["quét mã", "quét mã", "gõ mã"])


def asked_for_the_reader(phone: Phone) -> bool:
    """Whether our own reader of codes was fetched."""
    return any("/assets/reader-" in url for url in phone.watch.addresses)


def hows(phone: Phone) -> list[str]:
    """How each pass of the draft was made."""
    (draft,) = phone.rows("drafts")
    return [tap["how"] for patrol in draft["body"]["rounds"] for tap in patrol["passes"]]
