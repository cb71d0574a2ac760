"""The shop against recorded replies of a real one, field by field: missing, more, or of another type.

`recorded.json` has the field names and JSON types of replies that a Magento 2.3 sent to the tests of an Odoo connector
(OCA/connector-magento, branch 12.0, 33 recordings), without any value. A path such as `items[].sku` goes into the
entries of a list, `custom_attributes[cost]` to the attribute of that code. Whole and other numbers are one type.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).parent
Fields = dict[str, frozenset[str]]
"""Path to the JSON types of its values."""
WHOLE = "(the reply)"
_TYPES = {
    bool: "bool",
    int: "number",
    float: "number",
    str: "str",
    type(None): "null",
    list: "list",
    dict: "object",
}


@dataclass(frozen=True, slots=True)
class Recorded:
    """The recorded fields of a kind of reply, and how many replies they are from."""

    replies: int
    fields: Fields


@dataclass(frozen=True, slots=True)
class Declared:
    """A difference that is known: `path` may have * and ? in it. `kind` is missing, more or type."""

    document: str
    kind: str
    path: str
    why: str

    def covers(self, document: str, kind: str, path: str) -> bool:
        """Whether it is about a difference."""
        shell = self.path.replace("[", "[[]")
        return fnmatchcase(document, self.document) and kind == self.kind and fnmatchcase(path, shell)


@dataclass(frozen=True, slots=True)
class Difference:
    """A field that differs: `recorded` and `shown` are its types, joined by |, empty where there is none."""

    document: str
    kind: str
    path: str
    recorded: str
    shown: str


def recorded() -> dict[str, Recorded]:
    """The recorded fields by kind of reply."""
    found = {}
    for name, each in json.loads((HERE / "recorded.json").read_text()).items():
        fields = {}
        for types, paths in each["fields"].items():
            for path in paths if isinstance(paths, list) else paths.split():
                fields[path] = frozenset(types.split("|"))
        found[name] = Recorded(each["replies"], fields)
    return found


def declared() -> list[Declared]:
    """The differences that are known, with their reasons."""
    rows = yaml.safe_load((HERE / "differences.yaml").read_text())
    return [
        Declared(row["document"], kind, path, row["why"])
        for row in rows
        for kind in ("missing", "more", "type")
        for path in row.get(kind, "").split()
    ]


def fields_of(replies: list[Any]) -> Fields:
    """The fields of replies of one kind."""
    found: dict[str, set[str]] = {}
    for reply in replies:
        for path, kind in _walk(reply, ""):
            found.setdefault(path, set()).add(kind)
    return {path: frozenset(kinds) for path, kinds in found.items()}


def _walk(value: Any, path: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, Mapping):
        for name, below in value.items():
            inner = f"{path}.{name}" if path else name
            yield inner, _TYPES[type(below)]
            yield from _attributes(below, inner) if name == "custom_attributes" else _inside(below, inner)
    elif not path and isinstance(value, list):
        for entry in value:
            yield from _walk(entry, "")
    elif not path:
        yield WHOLE, _TYPES[type(value)]


def _inside(value: Any, path: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, Mapping):
        yield from _walk(value, path)
    for entry in value if isinstance(value, list) else ():
        if isinstance(entry, (Mapping, list)):
            yield from _walk(entry, f"{path}[]")
        else:
            yield f"{path}[]", _TYPES[type(entry)]


def _attributes(value: Any, path: str) -> Iterator[tuple[str, str]]:
    for row in value:
        yield f"{path}[{row['attribute_code']}]", _TYPES[type(row["value"])]


def differences(shown: Mapping[str, Fields]) -> list[Difference]:
    """Every difference between the recorded fields and those that the shop shows, by kind of reply and path."""
    found = []
    for name, each in recorded().items():
        own = shown[name]
        for path in sorted({*each.fields, *own}):
            real, here = each.fields.get(path, frozenset()), own.get(path, frozenset())
            kind = "missing" if not here else "more" if not real else "type" if here - real else ""
            if kind:
                found.append(Difference(name, kind, path, "|".join(sorted(real)), "|".join(sorted(here))))
    return found
