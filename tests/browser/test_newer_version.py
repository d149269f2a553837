"""A newer version of the app is offered, never forced, and a draft survives the change."""

from playwright.sync_api import expect

from tests.browser.house import House
from tests.browser.phone import Phone

OFFER = "Kẻng có bản mới. Nháp và phần chờ gửi vẫn giữ nguyên."


def test_a_newer_version_waits_until_the_person_takes_it(phone: Phone, house: House) -> None:
    phone.enrol(house.invite("Trại Thông"), holder="Hoàng Văn Dũng")
    phone.tap("Mở ca")
    phone.tap("Bắt đầu")
    phone.tap_id("checkpoint")

    house.bring_out_newer_app("second")
    phone.close_and_open()
    newer = phone.page.locator('meta[name="newer"][content="second"]')
    phone.sees(OFFER)
    phone.page.reload()
    phone.sees(OFFER)
    expect(newer).to_have_count(0)

    phone.tap("Dùng bản mới")
    expect(newer).to_have_count(1)
    phone.sees("Ca đang mở")
    phone.tap("Tiếp tục ca")
    expect(phone.page.get_by_test_id("pass-done")).to_have_count(1)

    phone.context.set_offline(True)
    phone.close_and_open()
    phone.sees("Ca đang mở")
    expect(phone.page.locator('meta[name="newer"][content="second"]')).to_have_count(1)
    # Chromium answers out of this version's cache itself; the worker was not woken for it.
    begun = phone.page.evaluate("performance.getEntriesByType('navigation')[0].workerStart")
    copies = phone.page.evaluate("caches.keys().then((names) => names.filter((name) => name.startsWith('keng-start-')))")
    assert begun == 0
    assert len(copies) == 1
