"""A phone that was long without a line: its queue, written by the app's own commands (``static/pwa/tests/planting.ts``)."""

import base64
import subprocess
from pathlib import Path

from tests.browser.house import ROOT
from tests.browser.phone import Phone
from tests.photos import picture_bytes as pb

_PWA = ROOT / "static" / "pwa"
_DIFFERENT_PICTURES = 7
_MOST_A_NIGHT = 9


def _script(folder: Path) -> str:
    built = folder / "planting.js"
    bundler = (ROOT / "tools" / "node.sh", _PWA / "node_modules" / ".bin" / "rolldown")
    how = ("--file", built, "--format", "iife", "--name", "kengPlanting")
    subprocess.run([*bundler, _PWA / "tests" / "planting.ts", *how], check=True, capture_output=True, timeout=120)
    return built.read_text(encoding="utf-8")


def _pictures(width: int) -> list[str]:
    made = (pb.encode(pb.noise(width, width * 3 // 4, seed)) for seed in range(_DIFFERENT_PICTURES))
    return [base64.b64encode(data).decode() for data in made]


def _prepare(phone: Phone, folder: Path) -> None:
    """A page of the app's own address on which the app does not run, with the app's commands in it."""
    phone.page.goto("/app/first.js")
    phone.page.evaluate(f"{_script(folder)}; globalThis.kengPlanting = kengPlanting; undefined")


def plant(
    phone: Phone, folder: Path, *, reports: int, photos: int, width: int, later: int = 0, a_night: int = _MOST_A_NIGHT
) -> None:
    """Let this phone, which knows its team and has no line, hold so many reports with so many photos each.

    The newest ``later`` shifts are left for another planting; ``a_night`` says how many a night has at most.
    """
    _prepare(phone, folder)
    asked = [reports, photos, _pictures(width), later, a_night]
    phone.page.evaluate("(asked) => kengPlanting.plant(...asked)", asked)


def plant_past(phone: Phone, folder: Path, *, reports: int, later: int, a_night: int) -> None:
    """Let this phone hold so many reports, that have arrived and been approved long ago."""
    plant(phone, folder, reports=reports, photos=0, width=8, later=later, a_night=a_night)
    phone.page.evaluate("() => kengPlanting.arrive()")
