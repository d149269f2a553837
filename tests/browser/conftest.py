"""One real server and one Chromium for all browser tests."""

import os
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal, TypeVar

import pytest
from playwright.sync_api import Browser, Error, expect, sync_playwright

from app.core.night import VIETNAM
from tests.browser.album import Album
from tests.browser.chromium import CHROMIUM, FLAGS
from tests.browser.desk import Desk
from tests.browser.house import ROOT, House
from tests.browser.mortal import MortalPhone
from tests.browser.phone import Phone
from tests.journeys.camera import camera_jpeg

# A Sunday, when the team of Suối Cạn is on the roster too.
STORY_BEGINS = datetime(2026, 11, 15, 22, 10, tzinfo=VIETNAM).astimezone(UTC)
# When the officers come in, after the night of which the data file tells last.
MORNING = datetime(2026, 11, 19, 7, 25, tzinfo=VIETNAM).astimezone(UTC)
_PATIENCE_MS = 15_000
Made = TypeVar("Made", Phone, Desk)
Scope = Literal["session", "module", "function"]
_FAILED = pytest.StashKey[bool]()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder drives a browser."""
    for item in items:
        if "tests/browser" in str(item.path):
            item.add_marker(pytest.mark.browser)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Let fixtures know that their test failed."""
    report = yield
    if report.failed:
        item.stash[_FAILED] = True
    return report


def folder_if_failed(request: pytest.FixtureRequest) -> Path | None:
    """Where pictures of this test are kept, when it failed."""
    if not request.node.stash.get(_FAILED, False):
        return None
    folder = ROOT / "test-results"
    folder.mkdir(exist_ok=True)
    return folder


def keep_pictures(request: pytest.FixtureRequest, seen: Sequence[Made]) -> None:
    """Of a failed test, keep what the browsers showed, under ``test-results``."""
    folder = folder_if_failed(request)
    if folder is None:
        return
    for number, one in enumerate(seen, start=1):
        kind = type(one).__name__.lower()
        one.page.screenshot(path=folder / f"{request.node.name}-{kind}-{number}.png", timeout=5_000)


def own_house(scope: Scope = "module", prepare: Callable[[House], None] | None = None, *, host: str = "127.0.0.1") -> Any:
    """The fixture ``house``: a running Kẻng with the demo commune, on the evening of 15 November.

    A module whose nights must not stand in the queues of others, or in which long hours pass, says ``house = own_house()``.
    """

    @pytest.fixture(name="house", scope=scope)
    def _house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
        with House(tmp_path_factory.mktemp("house"), STORY_BEGINS, host=host) as running:
            if prepare:
                prepare(running)
            yield running

    return _house


# The one that all journeys share which have none of their own.
house = own_house(scope="session")


@pytest.fixture(scope="module")
def filled_house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """Another Kẻng, with three weeks of nights behind it, on the morning of 19 November: a module's own."""
    with House(tmp_path_factory.mktemp("filled"), MORNING, nights=18) as running:
        yield running


def with_a_night(house: House) -> None:
    """For ``own_house``: the night before stands in the book, so that there is something to take along."""
    house.flask("demo", "fill", "--nights", "1")


@pytest.fixture(scope="session")
def album() -> Iterator[Album]:
    """The pictures, when somebody wants them."""
    wanted = os.environ.get("KENG_SCREENS")
    found = Album(Path(wanted).resolve() if wanted else None)
    yield found
    found.write_index()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, which can reach nothing but this machine."""
    expect.set_options(timeout=_PATIENCE_MS)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        yield chromium
        chromium.close()


def _making(request: pytest.FixtureRequest, make: Callable[..., Made]) -> Iterator[Callable[..., Made]]:
    """Lends a maker of phones or desks; at the end each must have stayed without a fault and without a foreign request."""
    with ExitStack() as stack:
        made: list[Made] = []

        def lend(**more: Any) -> Made:
            one = stack.enter_context(make(**more))
            one.context.set_default_timeout(_PATIENCE_MS)
            made.append(one)
            return one

        yield lend
        keep_pictures(request, made)
        for one in made:
            one.watch.check()


@pytest.fixture
def new_phone(request: pytest.FixtureRequest, browser: Browser, house: House) -> Iterator[Callable[..., Phone]]:
    """Makes phones."""
    yield from _making(request, lambda **more: Phone(browser, house, **more))


@pytest.fixture
def phone(new_phone: Callable[..., Phone]) -> Phone:
    """A phone that nobody has let in yet."""
    return new_phone()


@pytest.fixture
def new_desk(request: pytest.FixtureRequest, browser: Browser, house: House) -> Iterator[Callable[..., Desk]]:
    """Makes desks in the office."""
    yield from _making(request, lambda **more: Desk(browser, house, **more))


@pytest.fixture
def new_filled_desk(request: pytest.FixtureRequest, browser: Browser, filled_house: House) -> Iterator[Callable[..., Desk]]:
    """Makes desks in the office that has three weeks behind it."""
    yield from _making(request, lambda **more: Desk(browser, filled_house, **more))


@pytest.fixture
def new_evening_phone(request: pytest.FixtureRequest, browser: Browser, evening: House) -> Iterator[Callable[..., Phone]]:
    """Makes phones of teams that have three weeks behind them; ``evening`` is the module's own."""
    yield from _making(request, lambda **more: Phone(browser, evening, **more))


@pytest.fixture(scope="session")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Photographs of 4032 × 3024 as a phone's camera leaves them."""
    folder = tmp_path_factory.mktemp("camera")
    files = [folder / f"IMG_{number}.jpg" for number in range(1, 8)]
    for number, file in enumerate(files, start=1):
        file.write_bytes(camera_jpeg(number))
    return files


@pytest.fixture
def mortal(browser: Browser, house: House, tmp_path: Path) -> Iterator[MortalPhone]:
    """A phone that can be killed."""
    phone = MortalPhone(browser, house, tmp_path / "profile")
    yield phone
    try:
        phone.__exit__()
    except Error:
        # Its browser is dead already.
        phone.die()
