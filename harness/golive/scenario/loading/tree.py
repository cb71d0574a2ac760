"""A scenario as written: texts, lists and tables with their places. Values are not interpreted yet."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from golive.scenario.loading.errors import quote


@dataclass(frozen=True, slots=True)
class Mark:
    """A place: the file and its line from 1, or a command line argument without a line."""

    file: str
    line: int | None


@dataclass(frozen=True, slots=True)
class Text:
    """A scalar with its original text.

    `lie` names the value that YAML would make of it ("12:30" is "the number 750"); "" for quoted ones.
    """

    text: str
    mark: Mark
    is_quoted: bool = False
    lie: str = ""


@dataclass(slots=True)
class Items:
    """A list."""

    items: list[Node]
    mark: Mark


@dataclass(slots=True)
class Table:
    """A mapping; `marks` holds where each key is written. `is_short`: only its one value is written."""

    entries: dict[str, Node]
    mark: Mark
    marks: dict[str, Mark] = field(default_factory=dict)
    is_short: bool = False


Node = Text | Items | Table


def describe(node: Node) -> str:
    """The kind of a node, for messages."""
    if isinstance(node, Items):
        return "a list" if node.items else "an empty list"
    if isinstance(node, Table):
        return "a mapping" if node.entries else "an empty mapping"
    return f"the text {quote(node.text)}" if node.text else "nothing"


def merge(base: Table, over: Table) -> Table:
    """The base with the keys of the other: tables merge key by key, lists and values are replaced."""
    entries = dict(base.entries)
    for key, node in over.entries.items():
        below = entries.get(key)
        entries[key] = merge(below, node) if isinstance(below, Table) and isinstance(node, Table) else node
    return Table(entries, over.mark, {**base.marks, **over.marks})


def plain(node: Node) -> object:
    """The tree as JSON data, with numbers and booleans as in YAML 1.2."""
    if isinstance(node, Items):
        return [plain(item) for item in node.items]
    if isinstance(node, Table):
        return {key: plain(entry) for key, entry in node.entries.items()}
    return node.text if node.is_quoted else _scalar(node.text)


def _scalar(text: str) -> object:
    words: dict[str, object] = {"true": True, "false": False, "null": None, "": None}
    if text in words:
        return words[text]
    if re.fullmatch(r"-?[0-9]{1,15}", text):
        return int(text)
    return float(text) if re.fullmatch(r"-?[0-9]{1,15}\.[0-9]{1,15}", text) else text
