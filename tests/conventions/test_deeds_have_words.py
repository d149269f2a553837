"""Whatever is noted can be read: every kind of note that the code writes has its words on the pages of traces."""

import ast
import re

from app.traces.views.deeds import ACTS, KINDS, RECORDS
from tests.conventions.sources import python_files

_KIND = re.compile(r"[a-z]+\.[a-z-]+")


def calls(named: re.Pattern[str]) -> list[ast.Call]:
    trees = (ast.parse(path.read_text(encoding="utf-8")) for path in python_files("app"))
    found = (node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Call))
    return [one for one in found if named.fullmatch(ast.unparse(one.func).rpartition(".")[2])]


def texts_of(call: ast.Call) -> set[str]:
    return {one.value for one in call.args if isinstance(one, ast.Constant) and isinstance(one.value, str)}


def test_every_kind_of_note_has_words() -> None:
    noted = set().union(*map(texts_of, calls(re.compile("_?note|note_move|note_period"))))
    kinds = {one for one in noted if _KIND.fullmatch(one)}
    assert len(kinds) > 30
    assert kinds - KINDS.keys() == set()


def test_every_act_of_reading_has_words() -> None:
    acts = {one for one in set().union(*map(texts_of, calls(re.compile("note_access")))) if "." in one}
    assert acts and acts - ACTS.keys() == set()


def test_every_kind_of_record_has_words() -> None:
    records = {one.args[0].value for one in calls(re.compile("Subject")) if isinstance(one.args[0], ast.Constant)}
    assert records and records - RECORDS.keys() == set()
