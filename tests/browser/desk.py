"""A desk in the office: a browser in which a person signs in, reads and decides."""

import re

from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.house import House
from tests.browser.watching import Watch, until


class Desk:
    """One browser of the office, 1280 px wide unless ``width`` says otherwise. Use it as a context."""

    def __init__(self, browser: Browser, house: House, *, width: int = 1280, height: int = 800) -> None:
        self.house = house
        self.context = browser.new_context(
            base_url=house.base_url,
            locale="vi-VN",
            timezone_id="Asia/Ho_Chi_Minh",
            viewport={"width": width, "height": height},
            reduced_motion="reduce",
            accept_downloads=True,
        )
        self.watch = Watch(self.context, house.base_url)
        self.page: Page = self.context.new_page()

    def __enter__(self) -> "Desk":
        return self

    def __exit__(self, *_: object) -> None:
        self.context.close()

    def sign_in(self, username: str) -> None:
        """Sign in on the page, as a person."""
        self.page.goto("/sign-in")
        self.page.get_by_label("Tên đăng nhập").fill(username)
        self.page.get_by_label("Mật khẩu", exact=True).fill(self.house.password_of(username))
        self.page.get_by_role("button", name="Đăng nhập", exact=True).click()
        expect(self.page).not_to_have_url(re.compile("/sign-in"))

    def open(self, path: str) -> None:
        """Go to an address."""
        self.page.goto(path)

    def sees(self, words: str | re.Pattern[str]) -> Locator:
        """These words stand on the page; gives the first place where they do."""
        found = self.page.get_by_text(words).locator("visible=true").first
        expect(found).to_be_visible()
        return found

    def press(self, words: str | re.Pattern[str]) -> None:
        """Press the button or link that is called so."""
        button = self.page.get_by_role("button", name=words, exact=True)
        button.or_(self.page.get_by_role("link", name=words, exact=True)).first.click()

    def open_row(self, team: str) -> None:
        """Open the report of a team from the queue."""
        self.page.locator("[data-queue-row]").filter(has_text=team).first.click()

    def choose(self, words: str) -> None:
        """Tick the choice that is called so."""
        self.page.locator("label").filter(has_text=words).locator("visible=true").first.click()

    def mark(self, pointer: str) -> None:
        """Mark a place of the report that has to be mended."""
        self.page.locator("label.mark-box").filter(has=self.page.locator(f'[value="{pointer}"]')).click()

    def give_back(self, words: str, *pointers: str, due: str = "Hai ngày") -> None:
        """Return the open report: the marked places lack something, which the words say."""
        self.press("Trả lại để bổ sung")
        for pointer in pointers:
            self.mark(pointer)
        self.choose("Thiếu kết quả")
        self.page.locator("#return-form textarea").fill(words)
        self.choose(due)
        self.press("Trả lại")
        self.sees("Đã trả lại để bổ sung. Máy của tổ sẽ nhận khi có mạng.")

    def sees_pictures(self, count: int) -> None:
        """So many photos of the report are shown, and their bytes came."""
        shown = self.page.locator("a[data-photo] img")
        expect(shown).to_have_count(count)
        for picture in shown.all():
            picture.scroll_into_view_if_needed()
            expect(picture).to_have_js_property("complete", True)
            assert picture.evaluate("image => image.naturalWidth") > 0

    def fits(self) -> bool:
        """Whether the page can be read without scrolling sideways."""
        return bool(self.page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"))

    def settle(self) -> None:
        """Wait until every picture in view has come."""
        until(self.page, "[...document.images].every((image) => image.complete || image.loading === 'lazy')")
