"""A phone that was long without a line: its queue, written by the app's own commands (``static/pwa/tests/planting.ts``)."""

import base64
import subprocess
from pathlib import Path

from tests.browser.house import ROOT
from tests.browser.phone import Phone
from tests.photos import picture_bytes as pb

_PWA = ROOT / "static" / "pwa"
_DIFFERENT_PICTURES = 7


def _script(folder: Path) -> str:
    built = folder / "planting.js"
    bundler = (ROOT / "tools" / "node.sh", _PWA / "node_modules" / ".bin" / "rolldown")
    how = ("--file", built, "--format", "iife", "--name", "kengPlanting")
    subprocess.run([*bundler, _PWA / "tests" / "planting.ts", *how], check=True, capture_output=True, timeout=120)
    return built.read_text(encoding="utf-8")


def _pictures(width: int) -> list[str]:
    made = (pb.encode(pb.noise(width, width * 3 // 4, seed)) for seed in range(_DIFFERENT_PICTURES))
    return [base64.b64encode(data).decode() for data in made]


def plant(phone: Phone, folder: Path, *, reports: int, photos: int, width: int) -> None:
    """Let this phone, which knows its team and has no line, hold so many reports with so many photos each."""
    # A page of the app's own address on which the app does not run.
    phone.page.goto("/app/theme.js")
    phone.page.evaluate(f"{_script(folder)}; globalThis.kengPlanting = kengPlanting; undefined")
    asked = [reports, photos, _pictures(width)]
    phone.page.evaluate("([reports, photos, pictures]) => kengPlanting.plant(reports, photos, pictures)", asked)
