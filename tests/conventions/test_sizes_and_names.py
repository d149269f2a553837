"""Rooms stay small and say what they are for."""

import ast
import re

from tests.conventions.sources import ROOT, name_of, phone_files, project_files, python_files, tree_of

LINES_OF_A_FILE = 250
LINES_OF_A_FUNCTION = 40
NAMES_THAT_SAY_NOTHING = {"util", "utils", "helper", "helpers", "common", "misc", "manager", "managers"}
OUR_FOLDERS = ("app", "tests", "tools", "migrations", "static/pwa/src", "static/pwa/tests", "deploy")


def test_no_file_is_longer_than_a_reader_can_hold() -> None:
    too_long = {
        name_of(path): lines
        for path in [*python_files("app", "tools"), *phone_files()]
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > LINES_OF_A_FILE
    }
    assert too_long == {}, f"over {LINES_OF_A_FILE} lines: which room is missing?"


def test_no_function_is_longer_than_a_screen() -> None:
    too_long = {
        f"{name_of(path)}:{node.lineno} {node.name}": lines
        for path in python_files("app", "tools")
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (lines := (node.end_lineno or node.lineno) - node.lineno + 1) > LINES_OF_A_FUNCTION
    }
    assert too_long == {}, f"over {LINES_OF_A_FUNCTION} lines: what is the name of its second half?"


def test_no_room_is_called_by_a_name_that_says_nothing() -> None:
    vague = {
        name_of(path)
        for path in project_files()
        if name_of(path).startswith(OUR_FOLDERS)
        and NAMES_THAT_SAY_NOTHING & {part.split(".")[0].lower() for part in path.relative_to(ROOT).parts}
    }
    assert vague == set(), "name the room after what is done in it"


def test_migrations_are_one_line_of_four_digit_numbers() -> None:
    files = sorted((ROOT / "migrations" / "versions").glob("*.py"))
    numbers = [re.match(r"(\d{4})_[a-z0-9_]+\.py$", path.name) for path in files]
    assert all(numbers), "a migration is called 0001_what_it_does.py"
    assert [int(number[1]) for number in numbers if number] == list(range(1, len(files) + 1))
    for number, path in enumerate(files, start=1):
        down = None if number == 1 else f"{number - 1:04}"
        values = {
            target.id: node.value.value
            for node in tree_of(path).body
            if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)
            for target in node.targets
            if isinstance(target, ast.Name)
        }
        assert (values["revision"], values["down_revision"]) == (f"{number:04}", down), path.name
