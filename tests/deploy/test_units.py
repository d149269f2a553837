"""The units for systemd call commands that exist, as users that are narrowed down."""

import configparser
from pathlib import Path

import pytest
from flask import Flask

UNITS = sorted((Path(__file__).resolve().parents[2] / "deploy").glob("*.service"))


def _read(file: Path) -> configparser.RawConfigParser:
    unit = configparser.RawConfigParser(strict=False, comment_prefixes=("#",))
    unit.optionxform = str  # type: ignore[assignment,method-assign]
    unit.read_string(file.read_text())
    return unit


@pytest.mark.parametrize("file", UNITS, ids=lambda file: file.stem)
def test_a_unit_calls_a_command_that_exists(file: Path, app: Flask) -> None:
    words = _read(file)["Service"]["ExecStart"].split()
    if not words[0].endswith("/flask"):
        assert words[0].endswith("/gunicorn")
        return
    command, *more = words[words.index("wsgi") + 1 :]
    asked = [command, *([more[0]] if command in ("backup", "devices", "journal") else []), "--help"]

    assert app.test_cli_runner().invoke(args=asked).exit_code == 0


@pytest.mark.parametrize("file", UNITS, ids=lambda file: file.stem)
def test_a_unit_runs_narrowed_down(file: Path) -> None:
    service = _read(file)["Service"]

    assert service["User"] == "keng"
    assert [service[name] for name in ("NoNewPrivileges", "PrivateTmp", "ProtectSystem", "ProtectHome")] == [
        "true",
        "true",
        "strict",
        "true",
    ]


def test_every_timer_starts_a_service_that_is_here() -> None:
    timers = sorted(UNITS[0].parent.glob("*.timer"))

    assert timers
    assert all(timer.with_suffix(".service") in UNITS for timer in timers)
