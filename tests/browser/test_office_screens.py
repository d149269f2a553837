"""Every main page of the office can be reached and shows what it should; with ``KENG_SCREENS`` its picture is kept."""

from collections.abc import Callable

import pytest

from tests.browser.access import find_barriers
from tests.browser.album import Album
from tests.browser.desk import Desk
from tests.browser.office_pages import FURTHER, OTHERS, PAGES, visit_all


@pytest.mark.parametrize("width", [1280, 390])
def test_the_screens_of_the_office(new_filled_desk: Callable[..., Desk], album: Album, width: int) -> None:
    desk = new_filled_desk(width=width, height=800 if width > 1000 else 844)
    chapter = f"The office, {width} wide"
    desk.open("/sign-in")
    desk.sees("Đăng nhập")
    album.keep(desk.page, f"office-{width}-sign-in", chapter=chapter, words="the way in")
    desk.sees("Hệ thống thông tin thường. Không nhập bí mật nhà nước, không nhập giấy tờ tùy thân.")
    barriers = find_barriers(desk.page)
    wide = [] if desk.fits() else ["sign-in"]
    desk.sign_in("vinh")
    for page in visit_all(desk, PAGES + FURTHER if album.folder else PAGES):
        desk.settle()
        album.keep(desk.page, f"office-{width}-{page.name}", chapter=chapter, words=page.words)
        barriers += [f"{page.name}: {one}" for one in find_barriers(desk.page)]
        wide += [] if desk.fits() else [page.name]
    for username, pages in OTHERS.items() if album.folder else ():
        other = new_filled_desk(width=width, height=800 if width > 1000 else 844)
        other.sign_in(username)
        for page in visit_all(other, pages):
            other.settle()
            album.keep(other.page, f"office-{width}-{page.name}", chapter=chapter, words=page.words)
            wide += [] if other.fits() else [page.name]
    assert barriers == []
    assert wide == [], "scrolls sideways"
