"""A phone whose browser reads no codes: our own reader is kept beside the app, and where it is not, the code is typed."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import own_house
from tests.browser.desk import Desk
from tests.browser.house import House
from tests.browser.phone import Phone
from tests.browser.sheet import SEEN, Corners, as_address, camera_picture
from tests.browser.test_scan import asked_for_the_reader, codes_of, hows

# The camera films a canvas, on which lies the picture that the test holds before it.
CAMERA = """
delete globalThis.BarcodeDetector;
// The browser's own page for a start without a network has none.
if (navigator.mediaDevices) navigator.mediaDevices.getUserMedia = async () => {
  const canvas = Object.assign(document.createElement('canvas'), { width: 640, height: 480 });
  const context = canvas.getContext('2d');
  const picture = new Image();
  setInterval(() => {
    context.fillRect(0, 0, 1, 1);
    if (!globalThis.kengPicture) return;
    if (picture.src !== globalThis.kengPicture) picture.src = globalThis.kengPicture;
    if (picture.complete) context.drawImage(picture, 0, 0);
  }, 100);
  globalThis.kengStream = canvas.captureStream(10);
  return globalThis.kengStream;
};
"""
SAVES_DATA = "Object.defineProperty(navigator, 'connection', { value: { saveData: true } });"
KEPT = """
caches.has('keng-reader').then(async (has) => has ? (await (await caches.open('keng-reader')).keys()).length : 0)
"""
MISSING = re.compile("^Máy chưa có bộ đọc mã")


# A house of its own: the other journeys count on the queue that they find.
house = own_house()


@pytest.fixture
def codes(new_desk: Callable[..., Desk]) -> list[str]:
    """What stands on the sheets of the route."""
    desk = new_desk()
    desk.sign_in("ha")
    return codes_of(desk, "Đồi Mơ")


def open_shift(phone: Phone, house: House) -> None:
    """Enter the team and begin its night."""
    phone.enrol(house.invite("Đồi Mơ"), holder="Phạm Văn Thành")
    phone.tap("Mở ca")
    phone.tap("Bắt đầu")


def hold_up(phone: Phone, code: str, corners: Corners, **how: float) -> None:
    """Hold the sheet with this code before the scanning phone, until it is back at the shift."""
    picture = camera_picture(f"{phone.house.base_url}/app/#/at/{code}", corners, **how)
    phone.page.evaluate("(address) => { kengPicture = address; }", as_address(picture))
    phone.is_on("shift")
    phone.page.evaluate("kengPicture = null")


def test_the_kept_reader_scans_without_a_network(phone: Phone, codes: list[str], house: House) -> None:
    phone.context.add_init_script(CAMERA)
    open_shift(phone, house)
    phone.wait_until(lambda: phone.page.evaluate(KEPT) == 1, "the reader is not kept")

    with phone.cut_off():
        for code, (view, corners) in zip(codes, SEEN.items(), strict=False):
            phone.tap_id("to-code")
            phone.tap("Quét mã")
            hold_up(phone, code, corners, light=0.3 if view == "straight" else 1)
            assert phone.page.evaluate("kengStream.getTracks().every((track) => track.readyState === 'ended')")
        scanned = len(hows(phone))
        assert scanned == min(len(codes), len(SEEN))
        assert set(hows(phone)) == {"qr"}

        # A browser short of room may throw the reader away.
        phone.page.evaluate("caches.delete('keng-reader')")
        phone.open(f"/app/#/at/{codes[-1]}x")
        phone.sees(MISSING)
        expect(phone.page.get_by_test_id("scan")).to_have_count(0)


def test_the_reader_comes_back_after_a_start_without_a_network(phone: Phone, codes: list[str], house: House) -> None:
    phone.context.add_init_script(CAMERA)
    open_shift(phone, house)
    phone.wait_until(lambda: phone.page.evaluate(KEPT) == 1, "the reader is not kept")

    with phone.cut_off():
        phone.close_and_open()
        phone.tap("Tiếp tục ca")
        phone.tap_id("to-code")
        phone.tap("Quét mã")
        hold_up(phone, codes[0], SEEN["turned"])
        assert hows(phone) == ["qr"]


def test_where_data_is_saved_the_code_is_typed_and_nothing_fetched(phone: Phone, codes: list[str], house: House) -> None:
    phone.context.add_init_script(CAMERA + SAVES_DATA)
    open_shift(phone, house)

    phone.tap_id("to-code")
    phone.sees(MISSING)
    expect(phone.page.get_by_test_id("scan")).to_have_count(0)
    phone.page.get_by_test_id("point-code").fill(codes[0])
    phone.tap("Ghi điểm này")
    phone.is_on("shift")

    assert hows(phone) == ["code"]
    assert not asked_for_the_reader(phone)
