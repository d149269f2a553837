"""The OpenAPI document made ready to be read by people: operations by group, shapes with their members in words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from app.contract.document import operations

Document = Mapping[str, Any]
_SCHEMAS = "#/components/schemas/"
_LIMITS = (
    ("minLength", "≥ {} chars"), ("maxLength", "≤ {} chars"), ("minItems", "≥ {} items"), ("maxItems", "≤ {} items"),
    ("minimum", "≥ {}"), ("maximum", "≤ {}"), ("pattern", "{}"), ("default", "default {}"),
)  # fmt: skip


@dataclass(frozen=True)
class Kind:
    """What a value is: words, and the shapes that they name (each has a place on the page)."""

    words: str
    shapes: list[str] = field(default_factory=list)
    values: list[str] = field(default_factory=list)
    limits: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Member:
    """A parameter, or a member of a shape. ``where`` is path, query, header, or empty."""

    name: str
    kind: Kind
    required: bool
    words: str
    where: str = ""


@dataclass(frozen=True)
class Answer:
    """One status: what it means, what it carries, and the problems that it can name."""

    status: str
    words: str
    contents: list[tuple[str, Kind]]
    problems: list[str]


@dataclass(frozen=True)
class Operation:
    """One door."""

    id: str
    method: str
    path: str
    summary: str
    words: str
    who: list[str]
    parameters: list[Member]
    bodies: list[tuple[str, Kind]]
    answers: list[Answer]


@dataclass(frozen=True)
class Group:
    """The doors of one tag."""

    name: str
    words: str
    operations: list[Operation]


@dataclass(frozen=True)
class Shape:
    """A named shape with its members, or the shapes that it is one of."""

    name: str
    words: str
    members: list[Member]
    kind: Kind


def read_groups(document: Document) -> list[Group]:
    """The doors by tag, in the document's order."""
    found: dict[str, list[Operation]] = {tag["name"]: [] for tag in document["tags"]}
    for path, method, operation in operations(dict(document)):
        shared = document["paths"][path].get("parameters", [])
        found[operation["tags"][0]].append(_operation(path, method, operation, shared))
    return [Group(tag["name"], tag.get("description", ""), found[tag["name"]]) for tag in document["tags"]]


def _operation(path: str, method: str, operation: Document, shared: list[Document]) -> Operation:
    parameters = [*shared, *operation.get("parameters", [])]
    body = operation.get("requestBody", {}).get("content", {})
    return Operation(
        id=operation["operationId"],
        method=method,
        path=path,
        summary=operation["summary"],
        words=operation.get("description", ""),
        who=list(_who(operation)),
        parameters=[
            Member(one["name"], kind_of(one["schema"]), bool(one.get("required")), one.get("description", ""), one["in"])
            for one in parameters
        ],
        bodies=_contents(body),
        answers=[_answer(status, answer) for status, answer in operation["responses"].items()],
    )


def _who(operation: Document) -> Iterator[str]:
    """Who may ask: a phone, the office or some of its roles, everybody."""
    asked = [name for choice in operation["security"] for name in choice]
    if not asked:
        yield "everybody"
    if "device" in asked:
        yield "an enrolled phone"
    if "key" in asked:
        yield "a program with a key"
    if "office" in asked:
        roles = operation.get("x-roles")
        yield f"the office: {', '.join(roles)}" if roles else "the office"


def _answer(status: str, answer: Document) -> Answer:
    problems = list(answer.get("x-problems", []))
    words = "" if problems else answer.get("description", "")
    return Answer(status, words, [] if problems else _contents(answer.get("content", {})), problems)


def _contents(content: Document) -> list[tuple[str, Kind]]:
    return [(media, kind_of(one.get("schema", {}))) for media, one in content.items()]


def read_shapes(document: Document) -> list[Shape]:
    """The named shapes, in the document's order."""
    return [_shape(name, schema) for name, schema in document["components"]["schemas"].items()]


def _shape(name: str, schema: Document) -> Shape:
    required = set(schema.get("required", []))
    members = [
        Member(key, kind_of(inner), key in required, inner.get("description", ""))
        for key, inner in schema.get("properties", {}).items()
    ]
    return Shape(name, schema.get("description", ""), members, kind_of(schema))


def kind_of(schema: Document) -> Kind:
    """A schema in words: ``string (uuid)``, ``list of``, ``one of``; what it names is linked by the page."""
    if "$ref" in schema:
        return Kind("", [str(schema["$ref"]).removeprefix(_SCHEMAS)])
    for word in ("oneOf", "anyOf", "allOf"):
        if word in schema:
            inner = [kind_of(one) for one in schema[word]]
            said = " · ".join(one.words for one in inner if one.words)
            start = "all of" if word == "allOf" else "one of"
            return Kind(f"{start} {said}".strip(), [name for one in inner for name in one.shapes])
    if schema.get("type") == "array" or "items" in schema:
        inner_kind = kind_of(schema.get("items", {}))
        return Kind(f"list of {inner_kind.words}".strip(), inner_kind.shapes, inner_kind.values, _limits(schema))
    return Kind(_plain(schema), values=[str(one) for one in _values(schema)], limits=_limits(schema))


def _values(schema: Document) -> list[Any]:
    return [schema["const"]] if "const" in schema else list(schema.get("enum", []))


def _plain(schema: Document) -> str:
    kinds = schema.get("type", "anything")
    said = " or ".join(kinds) if isinstance(kinds, list) else str(kinds)
    return f"{said} ({schema['format']})" if "format" in schema else said


def _limits(schema: Document) -> list[str]:
    return [words.format(schema[name]) for name, words in _LIMITS if schema.get(name) not in (None, "")]
