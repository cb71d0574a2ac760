"""From bytes to the tree of a scenario, in a strict subset of YAML.

Refused are duplicate keys, tags, several documents, endless aliases and everything that is not a text file.
The original text of every scalar is kept: YAML itself would make 750 of `12:30`, 83 of `0123`, false of `NO`.
"""

from __future__ import annotations

import codecs
from typing import Any, NamedTuple

import yaml

from golive.scenario.loading.errors import ScenarioError, quote, raise_all
from golive.scenario.loading.tree import Items, Mark, Node, Table, Text

LARGEST_BYTES = 1_000_000
_MOST_NODES = 20_000
_DEEPEST = 30
_LONGEST_NUMBER = 40
_LIMIT = f"at most {_DEEPEST} levels and {_MOST_NODES:,} values"

_KNOWN_TAGS = {
    f"tag:yaml.org,2002:{name}" for name in ("str", "int", "float", "bool", "null", "timestamp", "value")
}
_TEXT_TAGS = {"tag:yaml.org,2002:str", "tag:yaml.org,2002:value"}

_ADVICE = {
    "that cannot start any token": "a text that begins with a special character must be quoted",
    "expected chomping or indentation indicators": 'a value that begins with > must be quoted: ">= 95"',
    "expected a comment or a line break": 'a value that begins with > must be quoted: "> 5"',
    "mapping values are not allowed": 'a text with a colon and a space in it must be quoted: "note: this"',
    "expected <block end>": "check the indentation of this line and the one above",
    "could not find expected ':'": "every key is followed by a colon and a space",
    "found another document": "one file holds one scenario: remove the line ---",
    "found undefined alias": "a text that begins with * must be quoted",
    "found unexpected end of stream": "a quote is not closed",
    "found '<stream end>'": "a bracket is not closed",
    "got '<stream end>'": "a bracket is not closed",
}


class Wanted(NamedTuple):
    """What a file should be, in messages: a noun, an example, and how an empty file, and a list, should begin."""

    noun: str
    example: str
    begins: str
    other_begins: str = ""


SCENARIO = Wanted("a scenario", "name: black-friday", "begin with name: and clock:")


def read_tree(data: bytes, file: str, wanted: Wanted = SCENARIO) -> Table:
    """The tree of a file. Raises ScenarioError(s) with the place of every problem."""
    return _read(decode(data, file), file, wanted)


def decode(data: bytes, file: str) -> str:
    """The text of a file. Raises ScenarioError for one that is too large, binary or not UTF-8."""
    if len(data) > LARGEST_BYTES:
        raise ScenarioError(file, None, "", "a scenario of at most 1 MB", f"{len(data):,} bytes")
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise ScenarioError(file, None, "", "text in UTF-8", "text in UTF-16", "save the file as UTF-8")
    if b"\0" in data:
        line = data.count(b"\n", 0, data.index(b"\0")) + 1
        raise ScenarioError(file, line, "", "a YAML text file", "binary data")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as why:
        line = data.count(b"\n", 0, why.start) + 1
        came = f"the byte 0x{data[why.start]:02x}"
        raise ScenarioError(file, line, "", "text in UTF-8", came, "save the file as UTF-8") from why


def _read(text: str, file: str, wanted: Wanted) -> Table:
    node = _compose(text, file)
    if node is None:
        raise ScenarioError(file, 1, "", wanted.noun, "an empty file", wanted.begins)
    planter = _Planter(file)
    tree = planter.plant(node, "", 0)
    raise_all(planter.problems)
    if not isinstance(tree, Table):
        came = "a list" if isinstance(tree, Items) else f"the text {quote(tree.text)}"
        example = f"a mapping such as {wanted.example}"
        raise ScenarioError(file, tree.mark.line, "", example, came, wanted.other_begins)
    return tree


def read_flow(text: str, mark: Mark) -> Node:
    """A value of the command line: `[...]`, `{...}` and quoted texts as in YAML, all else as it stands."""
    if text[:1] not in {"[", "{", '"', "'"}:
        return Text(text, mark)
    try:
        node = _compose(text, mark.file)
    except ScenarioError as why:
        raise ScenarioError(mark.file, None, "", why.expected, why.came, why.hint) from why
    assert node is not None
    planter = _Planter(mark.file, mark)
    tree = planter.plant(node, "", 0)
    raise_all(planter.problems)
    return tree


class _Loader(yaml.SafeLoader):
    """Composes nodes only; refuses trees deeper or larger than any scenario."""

    file = ""
    depth = 0
    count = 0

    def compose_node(self, parent: Any, index: Any) -> Any:
        self.depth += 1
        self.count += 1
        if self.depth > _DEEPEST or self.count > _MOST_NODES:
            line = self.peek_event().start_mark.line + 1  # type: ignore[no-untyped-call]
            raise ScenarioError(self.file, line, "", _LIMIT, "more")
        node = super().compose_node(parent, index)
        self.depth -= 1
        return node


def _compose(text: str, file: str) -> yaml.Node | None:
    loader: _Loader | None = None
    try:
        loader = _Loader(text)
        loader.file = file
        node: yaml.Node | None = loader.get_single_node()
    except ScenarioError:
        raise
    except yaml.reader.ReaderError as why:
        line = text.count("\n", 0, why.position) + 1
        came = f"the control character U+{ord(text[why.position]):04X}"
        raise ScenarioError(file, line, "", "printable text", came) from why
    except yaml.MarkedYAMLError as why:
        raise _syntax_error(why, file) from why
    except Exception as why:  # PyYAML lets ValueError, OverflowError and others through on hostile escapes
        place = None if loader is None else int(loader.line) + 1
        raise ScenarioError(file, place, "", "valid YAML", f"text that is not ({quote(str(why))})") from why
    return node


def _syntax_error(why: yaml.MarkedYAMLError, file: str) -> ScenarioError:
    mark = why.problem_mark or why.context_mark
    line = mark.line + 1 if mark else None
    problem = why.problem or why.context or "cannot be read"
    if "'\\t'" in problem:
        return ScenarioError(file, line, "", "spaces as indentation", "a tab")
    advice = next((advice for part, advice in _ADVICE.items() if part in problem), "")
    return ScenarioError(file, line, "", "valid YAML", f"text that is not ({quote(problem)})", advice)


class _Planter:
    """Turns composed nodes into the tree; aliases are expanded, up to the limit, and problems collected."""

    def __init__(self, file: str, mark: Mark | None = None) -> None:
        self.file = file
        self.problems: list[ScenarioError] = []
        self._mark = mark
        self._count = 0

    def plant(self, node: yaml.Node, path: str, depth: int) -> Node:
        mark = self.mark(node)
        self._count += 1
        if self._count > _MOST_NODES or depth > _DEEPEST:
            raise ScenarioError(mark.file, mark.line, "", _LIMIT, "more (every use of an alias counts)")
        if isinstance(node, yaml.MappingNode):
            self._refuse_tag(node, path, {"tag:yaml.org,2002:map"})
            return self._table(node, path, depth, mark)
        if isinstance(node, yaml.SequenceNode):
            self._refuse_tag(node, path, {"tag:yaml.org,2002:seq"})
            parts = enumerate(node.value)
            return Items([self.plant(part, f"{path}[{at}]", depth + 1) for at, part in parts], mark)
        self._refuse_tag(node, path, _KNOWN_TAGS)
        return self.scalar(node)

    def mark(self, node: yaml.Node) -> Mark:
        return self._mark or Mark(self.file, node.start_mark.line + 1)

    def scalar(self, node: yaml.Node) -> Text:
        is_quoted = node.style is not None if isinstance(node, yaml.ScalarNode) else False
        lie = "" if is_quoted else _lie(node)
        return Text(str(node.value), self._mark or self.mark(node), is_quoted, lie)

    def _table(self, node: yaml.MappingNode, path: str, depth: int, mark: Mark) -> Table:
        table = Table({}, mark)
        for key_node, value_node in node.value:
            where = self.mark(key_node)
            if not isinstance(key_node, yaml.ScalarNode):
                self._refuse(where, path, "a key", "a list or mapping in its place")
                continue
            key = key_node.value
            if key in table.entries:
                first = table.marks[key].line
                hint = f"the first is on line {first}" if first else ""
                self._refuse(where, join(path, key), "every key once", f"a second {quote(key)}", hint)
                continue
            table.marks[key] = where
            table.entries[key] = self.plant(value_node, join(path, key), depth + 1)
        return table

    def _refuse_tag(self, node: yaml.Node, path: str, known: set[str]) -> None:
        if node.tag not in known:
            tag = node.tag.replace("tag:yaml.org,2002:", "!!")
            self._refuse(self.mark(node), path, "a value without a tag", f"the tag {quote(tag)}")

    def _refuse(self, mark: Mark, path: str, expected: str, came: str, hint: str = "") -> None:
        self.problems.append(ScenarioError(mark.file, mark.line, path, expected, came, hint))


def join(path: str, key: str) -> str:
    """A dotted path with one more key; unprintable and long keys are escaped and cut."""
    name = key if key and key.isprintable() and len(key) <= 60 else ascii(key[:60])
    return f"{path}.{name}" if path else name


def _lie(node: yaml.Node) -> str:
    """The value YAML makes of a plain scalar that looks like text; empty where it stays a text."""
    if node.tag in _TEXT_TAGS or not node.value:
        return ""
    if len(node.value) > _LONGEST_NUMBER:
        return "a number"
    try:
        value = _builder(node)
    except (ValueError, ArithmeticError, yaml.YAMLError):
        return ""
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return str(value).lower()
    return f"the number {quote(str(value))}" if isinstance(value, int | float) else "a date"


def _builder(node: yaml.Node) -> object:
    return yaml.SafeLoader("").construct_object(node)
