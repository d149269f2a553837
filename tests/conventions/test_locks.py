"""The lock files hold on every network: hashes for everything, the name of a registry nowhere."""

import json
import re

import pytest

from tests.conventions.sources import ROOT, name_of, project_files

REGISTRIES = re.compile(
    r"(index-url|find-links|trusted-host|npm_config_registry|registry\s*=|\bpypi\.|pythonhosted"
    r"|registry\.[a-z]|npmjs|yarnpkg|jsr\.io)",
    re.IGNORECASE,
)
SETTINGS = re.compile(
    r"(^requirements/|\.lock$|package(-lock)?\.json$|\.npmrc$|pip\.conf$|\.(toml|cfg|ini|ya?ml)$|^Makefile$"
    r"|^\.ci/|^\.env|^tools/.*\.sh$|[Dd]ockerfile|Containerfile)"
)


def test_no_lock_or_settings_file_names_a_registry() -> None:
    named = [
        f"{name_of(path)}:{number} {line.strip()[:80]}"
        for path in project_files()
        if SETTINGS.search(name_of(path))
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if REGISTRIES.search(line)
    ]
    assert named == []


@pytest.mark.parametrize("name", ["runtime", "dev", "node"])
def test_every_python_package_is_locked_with_its_hashes(name: str) -> None:
    text = (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
    entries = re.findall(r"^([a-z0-9][^\s=]*)==(\S+)[^\n]*\\\n((?:\s+--hash=sha256:[0-9a-f]{64}.*\n?)+)", text, re.M)
    names = re.findall(r"^[a-zA-Z0-9][^\n]*", text, re.M)
    assert names
    assert len(entries) == len(names)


def test_the_larger_set_holds_the_smaller_at_the_same_versions() -> None:
    def pins(name: str) -> set[str]:
        text = (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
        return set(re.findall(r"^[a-z0-9][^\s=]*==\S+", text, re.M))

    assert pins("runtime") - pins("dev") == set()


@pytest.mark.parametrize("folder", ["static/pwa", "tests/bench/lighthouse"])
def test_every_npm_package_is_locked_with_its_hash(folder: str) -> None:
    packages = json.loads((ROOT / folder / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    locked = {path.rpartition("node_modules/")[2] for path in packages}
    for path, package in packages.items():
        assert path == "" or package.get("integrity"), f"{path} has no hash"
        missing = set(package.get("optionalDependencies", {})) - locked
        assert missing == set(), f"{path}: npm ci would refuse the lock; run make lock"
