"""What ``make run`` brings along: a secret of its own, the demo, and the knowledge of whether there is anything to do."""

import os
import stat
from pathlib import Path

import pytest

from app.core import clock
from app.run.environment import complete
from app.run.preparing import is_prepared, note_prepared
from app.settings import Settings, SettingsError


def settings_of(folder: Path, **more: str) -> Settings:
    return Settings.from_environment(complete({"KENG_DATA_DIR": str(folder), **more}))


def test_a_secret_is_made_once_and_read_by_its_owner_alone(tmp_path: Path) -> None:
    first = settings_of(tmp_path / "var").secret_key

    assert settings_of(tmp_path / "var").secret_key == first
    assert len(first) == 64
    file = tmp_path / "var" / "secret-key"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert os.listdir(tmp_path / "var") == ["secret-key"]


def test_two_installations_have_two_secrets(tmp_path: Path) -> None:
    assert settings_of(tmp_path / "one").secret_key != settings_of(tmp_path / "two").secret_key


def test_what_is_set_stays_as_it_is(tmp_path: Path) -> None:
    settings = settings_of(tmp_path, KENG_SECRET_KEY="s" * 40, KENG_DEMO="0")

    assert (settings.secret_key, settings.demo) == ("s" * 40, False)
    assert not (tmp_path / "secret-key").exists()
    assert settings_of(tmp_path, KENG_DEMO="").demo


def test_without_make_run_there_is_no_default_secret(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="KENG_SECRET_KEY"):
        Settings.from_environment({"KENG_DATA_DIR": str(tmp_path)})


def test_all_faults_are_told_at_once() -> None:
    nonsense = {
        "KENG_PORT": "99999",
        "KENG_WORKERS": "none",
        "KENG_DEMO": "perhaps",
        "KENG_DATABASE_URL": "mysql://x",
        "KENG_STORAGE_URL": "ftp://x",
        "KENG_PUBLIC_URL": "http://keng.example.vn",
        "KENG_TRUSTED_PROXIES": "-1",
    }

    with pytest.raises(SettingsError) as refused:
        Settings.from_environment(nonsense)

    told = "\n".join(refused.value.faults)
    assert all(name in told for name in [*nonsense, "KENG_SECRET_KEY"])


def test_a_prepared_database_is_known_until_something_changes(tmp_path: Path) -> None:
    settings = settings_of(tmp_path)
    assert not is_prepared(settings)
    (tmp_path / "keng.sqlite3").touch()
    note_prepared(settings)
    assert is_prepared(settings)

    assert not is_prepared(settings_of(tmp_path, KENG_DEMO="0"))
    assert not is_prepared(settings_of(tmp_path, KENG_DATABASE_URL=f"sqlite:///{tmp_path}/other.sqlite3"))
    assert not is_prepared(settings_of(tmp_path, KENG_DATABASE_URL="postgresql://keng@/keng"))
    with clock.frozen(clock.now().replace(year=2099)):
        assert not is_prepared(settings)
    (tmp_path / "keng.sqlite3").unlink()
    assert not is_prepared(settings)
