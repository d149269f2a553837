"""Lighthouse's word on the first pages: the phone's before and after enrolment, and the sign-in of the office."""

import json
import os
import signal
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from playwright.sync_api import sync_playwright

from tests.bench.figures import Line, median_of, spread_of
from tests.bench.servers import ROOT
from tests.browser.chromium import CHROMIUM, FLAGS
from tests.browser.house import House
from tests.browser.mortal import MortalPhone
from tests.places import free_port

FOLDER = ROOT / "tests" / "bench" / "lighthouse"
_GOALS = {"performance": 98, "accessibility": 98, "best-practices": 95}
_PATIENCE = 30.0
_PROGRAM = FOLDER / "node_modules" / "lighthouse" / "cli" / "index.js"


@dataclass(frozen=True)
class _Page:
    """A page under test; ``known`` when it is opened by a phone that is enrolled, with what that phone has kept."""

    words: str
    path: str
    known: bool = False


_PAGES = (
    _Page("phone, first visit", "/app/"),
    _Page("phone, enrolled", "/app/", known=True),
    _Page("office, sign-in", "/sign-in"),
)


def measure(*, quick: bool) -> Iterator[Line]:
    """Every page several times, each time in a Chromium that Lighthouse finds running."""
    if not _PROGRAM.is_file():
        raise SystemExit(f"Lighthouse is not installed: tools/node.sh npm --prefix {FOLDER.relative_to(ROOT)} ci")
    with TemporaryDirectory(prefix="keng-bench-") as place:
        folder = Path(place)
        (folder / "house").mkdir()
        with House(folder / "house", datetime.now(UTC)) as house:
            enrolled = _enrolled_profile(house, folder / "enrolled")
            for page in _PAGES:
                address = f"{(enrolled.base_url if page.known else house.base_url)}{page.path}"
                reports = []
                for number in range(1 if quick else 5):
                    profile = folder / ("enrolled" if page.known else f"fresh-{number}{page.path.replace('/', '-')}")
                    with _chromium(profile) as port:
                        reports.append(_ask(address, port))
                yield from _lines(page, reports)
            enrolled.line.__exit__()


def _enrolled_profile(house: House, profile: Path) -> MortalPhone:
    """A phone of a team with its browser closed in peace; its line to the house stays."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        phone = MortalPhone(chromium, house, profile)
        phone.enrol(house.invite("Trại Thông"), holder="Hoàng Văn Dũng")
        phone.context.close()
        chromium.close()
    return phone


@contextmanager
def _chromium(profile: Path) -> Iterator[int]:
    """A browser of its own for one run; gives the port where it listens to Lighthouse."""
    port = free_port()
    own = (f"--user-data-dir={profile}", f"--remote-debugging-port={port}", "--headless=new", "--password-store=basic")
    with Path(os.devnull).open("wb") as nowhere:
        command = [CHROMIUM, *FLAGS, *own, "about:blank"]
        browser = subprocess.Popen(command, stdout=nowhere, stderr=nowhere, start_new_session=True)
    try:
        _wait(port)
        yield port
    finally:
        _end(browser)


def _end(browser: subprocess.Popen[bytes]) -> None:
    """Tell the browser to end, and wait until nothing of it is left that holds its profile."""
    # Debian's command is a script that stays in front of the browser, so its whole group is told.
    os.killpg(browser.pid, signal.SIGTERM)
    browser.wait(_PATIENCE)
    until = time.monotonic() + _PATIENCE
    with suppress(ProcessLookupError):
        while time.monotonic() < until:
            os.killpg(browser.pid, 0)
            time.sleep(0.05)
        os.killpg(browser.pid, signal.SIGKILL)


def _wait(port: int) -> None:
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/json/version", timeout=2).close()
            return
        except OSError:
            time.sleep(0.1)
    raise TimeoutError("Chromium does not listen")


def _ask(address: str, port: int) -> dict[str, Any]:
    """One report. The mobile preset is Lighthouse's own: a processor four times slower behind a slow mobile network."""
    command = [
        ROOT / "tools" / "node.sh", "node", _PROGRAM, address,
        f"--port={port}", "--output=json", "--quiet", "--disable-storage-reset", "--no-enable-error-reporting",
        f"--only-categories={','.join(_GOALS)}",
    ]  # fmt: skip
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=180)
    if "Please run Lighthouse again" in done.stderr:
        # Now and then the browser keeps the beginning of the trace to itself.
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=180)
    if done.returncode != 0:
        raise RuntimeError(f"Lighthouse, {address}:\n{done.stderr[-3000:]}")
    report: dict[str, Any] = json.loads(done.stdout)
    if trouble := report.get("runtimeError"):
        raise RuntimeError(f"Lighthouse, {address}: {trouble}")
    return report


def _lines(page: _Page, reports: list[dict[str, Any]]) -> Iterator[Line]:
    for category, goal in _GOALS.items():
        scores = [100 * report["categories"][category]["score"] for report in reports]
        middle = median_of(scores)
        yield Line(
            group=f"Lighthouse {reports[0]['lighthouseVersion']}, mobile, of 100",
            case=f"{page.words}: {category}",
            ours=middle,
            unit="",
            goal=f"≥ {goal}",
            met=middle >= goal,
            more="; ".join([spread_of(scores), *_why(category, reports[-1])]),
        )


def _why(category: str, report: dict[str, Any]) -> list[str]:
    """For performance what a person waits for; else which audits took points."""
    audits = report["audits"]
    if category == "performance":
        names = ("first-contentful-paint", "largest-contentful-paint", "total-blocking-time", "speed-index")
        return [f"{audits[name]['title']} {audits[name]['displayValue']}".replace("\u00a0", " ") for name in names]
    counted = [one["id"] for one in report["categories"][category]["auditRefs"] if one["weight"]]
    return [name for name in counted if (audits[name]["score"] or 0) < 1 and audits[name]["scoreDisplayMode"] == "binary"]
