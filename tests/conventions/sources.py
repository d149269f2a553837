"""The project's own files, as the conventions tests read them."""

import ast
import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def name_of(path: Path) -> str:
    """The path as people write it: ``app/core/clock.py``."""
    return path.relative_to(ROOT).as_posix()


def python_files(*folders: str) -> list[Path]:
    """Every Python file under the folders, sorted."""
    return sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))


def phone_files() -> list[Path]:
    """The phone's written programs: the contract is generated and has the length it needs."""
    sources = ROOT / "static" / "pwa" / "src"
    found = [path for ending in ("*.ts", "*.tsx") for path in sources.rglob(ending)]
    return sorted(path for path in found if "contract" not in path.relative_to(sources).parts)


def project_files() -> list[Path]:
    """Every file that git knows or would take: what a reader of the project gets."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout.decode()
    return [ROOT / name for name in listed.split("\0") if name and (ROOT / name).is_file()]


@cache
def tree_of(path: Path) -> ast.Module:
    """The parsed file."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def chain(node: ast.AST) -> str:
    """``db.session.commit`` for that expression; the parts that are no plain names come out as ``…``."""
    if isinstance(node, ast.Attribute):
        return f"{chain(node.value)}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else "…"


def calls(path: Path) -> list[tuple[int, str]]:
    """Every call of a file as its line and the chain of names called."""
    return [(node.lineno, chain(node.func)) for node in ast.walk(tree_of(path)) if isinstance(node, ast.Call)]


def imported_names(path: Path) -> set[str]:
    """Everything a file imports, spelled out: ``flask.request``, ``sqlalchemy``."""
    found: set[str] = set()
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.update(f"{node.module}.{alias.name}" for alias in node.names)
    return found
