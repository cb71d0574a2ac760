"""What keeps the parts of a fake apart, as tests: knots in the import graph, slots, dialects, sizes of packages.

Each rule has a canary: a text in which it must find something.
"""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator

import pytest
from test_tidy import ROOT, imports, is_below, modules

FAKES = ["fake_erp"]
LARGEST_KNOT = {"fake_erp": 12}
"""Files that may need each other in a circle, imports for type checking included."""
MOST_FILES = {"fake_erp": 14}
"""Modules in one package, besides its subpackages."""


# -- the import graph ----------------------------------------------------------------------------------------


def graph(texts: dict[str, str]) -> dict[str, set[str]]:
    """Module to the modules of the same set that it imports, wherever in its text, type checking included."""
    return {
        module: {found for name in imports(text) if (found := _module(name, texts)) not in ("", module)}
        for module, text in texts.items()
    }


def _module(name: str, texts: dict[str, str]) -> str:
    """The module that a dotted name means: `from a.b import c` is `a.b.c` where that is a module, else `a.b`."""
    if name in texts:
        return name
    owner = name.rpartition(".")[0]
    return owner if owner in texts else ""


def knots(arrows: dict[str, set[str]]) -> list[list[str]]:
    """The strongly connected components of more than one module, the largest first (Tarjan)."""
    index: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    found: list[list[str]] = []

    def visit(module: str) -> None:
        index[module] = low[module] = len(index)
        stack.append(module)
        for other in sorted(arrows[module]):
            if other not in index:
                visit(other)
                low[module] = min(low[module], low[other])
            elif other in stack:
                low[module] = min(low[module], index[other])
        if low[module] == index[module]:
            knot = stack[stack.index(module) :]
            del stack[stack.index(module) :]
            if len(knot) > 1:
                found.append(sorted(knot))

    for module in arrows:
        if module not in index:
            visit(module)
    return sorted(found, key=len, reverse=True)


@pytest.mark.parametrize("fake", FAKES)
def test_no_knot_of_imports_is_large(fake: str) -> None:
    assert [knot for knot in knots(graph(modules(fake))) if len(knot) > LARGEST_KNOT[fake]] == []


def test_canary_of_the_knots() -> None:
    texts = {
        "a": "import b",
        "b": "from c import x",
        "c": "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from a import y",
        "d": "import a",
    }
    assert knots(graph(texts)) == [["a", "b", "c"]]


# -- dialects ------------------------------------------------------------------------------------------------

EDGE = {
    "fake_erp": {
        "fake_erp": ("fake_erp.dialects.Dialect", "fake_erp.dialects.Match"),
        "fake_erp.builder": ("fake_erp.dialects.Dialect", "fake_erp.dialects.registry"),
        "fake_erp.erp": ("fake_erp.dialects.Dialect", "fake_erp.dialects.Match"),
        "fake_erp.surface": ("fake_erp.dialects.Dialect", "fake_erp.dialects.Match"),
    }
}
"""Modules that take a dialect as a value, and what of the dialects they may name. The builder alone looks one up."""

DIALECTS = {"fake_erp": "fake_erp.dialects"}

WIRE_FORMS = {
    "a URL": r"/api/|\bGET /|\bPOST /|\bPATCH /",
    "a JSON path": r"lines\[(?:\d|\]|\{)|lines\.\d",
}


def dialect_imports(fake: str, module: str, text: str) -> list[str]:
    """What a module outside the dialects imports of them, for type checking too, and may not."""
    allowed = EDGE[fake].get(module, ())
    return [name for name in imports(text) if is_below(name, DIALECTS[fake]) and name not in allowed]


def wire_forms(text: str) -> list[str]:
    """URLs and JSON paths in the strings of a module, docstrings included."""
    strings = [
        node.value
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]
    opened = [  # an f-string such as f"lines[{at}].item" is split at its values
        "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values)
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.JoinedStr)
    ]
    return [
        f"{what}: {found[0]}"
        for string in (*strings, *opened)
        for what, form in WIRE_FORMS.items()
        if (found := re.search(form, string))
    ]


def domain(fake: str) -> dict[str, str]:
    """The modules of a fake outside its dialects."""
    return {module: text for module, text in modules(fake).items() if not is_below(module, DIALECTS[fake])}


@pytest.mark.parametrize("fake", FAKES)
def test_the_domain_knows_no_dialect(fake: str) -> None:
    found = {module: dialect_imports(fake, module, text) for module, text in domain(fake).items()}
    assert {module: names for module, names in found.items() if names} == {}


@pytest.mark.parametrize(
    ("module", "text"),
    [
        ("fake_erp.channels.rows", "from fake_erp.dialects.native.views import Call"),
        ("fake_erp.quirks.base", "if TYPE_CHECKING:\n    from fake_erp.dialects import Match"),
        ("fake_erp.erp", "from fake_erp.dialects.native.dialect import NATIVE"),
        ("fake_erp.sales.orders", "def late():\n    import fake_erp.dialects"),
    ],
)
def test_canary_of_the_dialects(module: str, text: str) -> None:
    assert dialect_imports("fake_erp", module, text)


@pytest.mark.parametrize("fake", FAKES)
def test_the_domain_speaks_of_no_url_and_no_json_path(fake: str) -> None:
    found = {module: wire_forms(text) for module, text in domain(fake).items()}
    assert {module: forms for module, forms in found.items() if forms} == {}


@pytest.mark.parametrize(
    "text",
    [
        "raise NotFound('there is no item; GET /api/v1/items lists them')",
        "field = f'lines[{at}].item'",
        "field = 'lines[].item'",
        "field = 'lines[2].item'",
        'def f():\n    """POST /api/v1/orders."""',
    ],
)
def test_canary_of_urls_and_json_paths(text: str) -> None:
    assert wire_forms(text)


def test_code_about_lines_is_no_json_path() -> None:
    assert (
        wire_forms("line = order.lines[at]\nkept = f'{order.lines[0].item} of {len(order.lines)} lines'")
        == []
    )


# -- slots ---------------------------------------------------------------------------------------------------


def attributes(texts: dict[str, str]) -> tuple[set[str], set[str]]:
    """The attributes of parts (classes with an `__init__` of their own), and those of records (dataclasses)."""
    parts: set[str] = set()
    records: set[str] = set()
    for text in texts.values():
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.ClassDef):
                if any("dataclass" in ast.unparse(each) for each in node.decorator_list):
                    records |= {
                        each.target.id
                        for each in node.body
                        if isinstance(each, ast.AnnAssign) and isinstance(each.target, ast.Name)
                    }
                else:
                    parts |= {target.attr for target in _assigned(node) if _is_self(target.value)}
    return parts, records


def _assigned(tree: ast.AST) -> Iterator[ast.Attribute]:
    """Every attribute that is assigned somewhere below a node."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
            yield node


def _is_self(value: ast.expr) -> bool:
    return isinstance(value, ast.Name) and value.id == "self"


def slots(text: str, parts: set[str], records: set[str]) -> list[str]:
    """Assignments to attributes of parts from outside, as `line: target`."""
    return [
        f"{target.lineno}: {ast.unparse(target)}"
        for target in _assigned(ast.parse(text))
        if not _is_self(target.value) and target.attr in parts and target.attr not in records
    ]


@pytest.mark.parametrize("fake", FAKES)
def test_no_part_is_given_anything_after_its_construction(fake: str) -> None:
    texts = modules(fake)
    parts, records = attributes(texts)
    found = {module: slots(text, parts, records) for module, text in texts.items()}
    assert {module: lines for module, lines in found.items() if lines} == {}


@pytest.mark.parametrize(
    "text", ["stock.on_moved = told", "self.orders.feed = Feed()", "erp.orders.checks, x = (), 1"]
)
def test_canary_of_the_slots(text: str) -> None:
    part = "class Part:\n    def __init__(self):\n        self.on_moved = self.feed = self.checks = None"
    assert slots(text, *attributes({"part": part}))


def test_records_may_be_changed() -> None:
    record = (
        "@dataclass\nclass Order:\n    status: str\nclass Part:\n    def __init__(self): self.status = ''"
    )
    assert slots("order.status = 'held'", *attributes({"record": record})) == []


# -- sizes ---------------------------------------------------------------------------------------------------


def sizes(paths: list[str]) -> dict[str, int]:
    """Folder to the number of its own modules, `__init__` included."""
    return dict(Counter(path.rpartition("/")[0] for path in paths))


@pytest.mark.parametrize("fake", FAKES)
def test_no_package_is_a_heap(fake: str) -> None:
    found = sizes([str(path.relative_to(ROOT)) for path in (ROOT / fake).rglob("*.py")])
    assert {folder: size for folder, size in found.items() if size > MOST_FILES[fake]} == {}


def test_canary_of_the_sizes() -> None:
    paths = ["p/__init__.py", "p/a.py", "p/b.py", "p/q/__init__.py", "p/q/c.py"]
    assert sizes(paths) == {"p": 3, "p/q": 2}
