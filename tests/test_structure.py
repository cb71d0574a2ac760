"""The structure of the packages, as tests: import cycles, domain and surface, slots, sizes, file names.

Each check has a canary: an input in which it must find something.
"""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from test_tidy import HOMES, PACKAGES, ROOT, imports, is_below, modules

FAKES = ("fake_erp", "fake_magento")
LARGEST_KNOT = 12
"""Files that may need each other in a circle, imports for type checking included."""
MOST_FILES = 14
"""Modules in one package, besides its subpackages, with its `__init__`."""
LARGER: dict[str, int] = {}
"""Packages above that, with their present size: it may not grow. None now."""


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
    assert [knot for knot in knots(graph(modules(fake))) if len(knot) > LARGEST_KNOT] == []


def test_canary_of_the_knots() -> None:
    texts = {
        "a": "import b",
        "b": "from c import x",
        "c": "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from a import y",
        "d": "import a",
    }
    assert knots(graph(texts)) == [["a", "b", "c"]]


# -- the surface ---------------------------------------------------------------------------------------------

SURFACE = {
    "fake_erp": ("fake_erp.dialects",),
    "fake_magento": ("fake_magento.rest", "fake_magento.app", "fake_magento.surface"),
}
"""The modules that know HTTP; all others are the domain."""

EDGE = {
    "fake_erp": ("fake_erp.dialects.Dialect", "fake_erp.dialects.Match"),
    "fake_erp.builder": ("fake_erp.dialects.Dialect", "fake_erp.dialects.registry"),
    "fake_erp.erp": ("fake_erp.dialects.Dialect", "fake_erp.dialects.Match"),
    "fake_erp.surface": (
        "fake_erp.dialects.Dialect",
        "fake_erp.dialects.Match",
        "fake_erp.dialects.bundle.Bundle",
        "fake_erp.dialects.meanings.meaning",
        "fake_erp.dialects.rehearsal.first_refusal",
        "fake_erp.dialects.variants.chosen",
    ),
}
"""Modules that take a dialect as a value, and what of the dialects they may name. The builder alone looks one up."""

WIRE_FORMS = {
    "fake_erp": r"/api/|\bGET /|\bPOST /|\bPATCH /"  # an address
    r"|lines\[(?:\d|\]|\{)|lines\.\d",  # a place in a body
    "fake_magento": r"https?://(?!json-schema\.org/)"  # an address; the name of a JSON Schema dialect is none
    r"|(?<![\w.])/(?:rest|V1|index\.php)\b|\bV1/"  # a path of the API
    r"|(?<![\w.])[a-z_]+\[[a-z_.0-9]*\]"  # a place in a body or a query: items[0], searchCriteria[pageSize]
    r"|\$\.[a-z_]+",
}
"""URLs and JSON paths, as each of the fakes has them."""


def surface_imports(module: str, text: str) -> list[str]:
    """What a module of the domain imports of the surface, for type checking too, and may not."""
    surface = SURFACE[module.partition(".")[0]]
    return [name for name in imports(text) if is_below(name, *surface) and name not in EDGE.get(module, ())]


def wire_forms(fake: str, text: str) -> list[str]:
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
    return [found[0] for string in (*strings, *opened) for found in re.finditer(WIRE_FORMS[fake], string)]


def domain(fake: str) -> dict[str, str]:
    """The modules of a fake outside its surface."""
    return {module: text for module, text in modules(fake).items() if not is_below(module, *SURFACE[fake])}


@pytest.mark.parametrize("fake", FAKES)
def test_the_domain_imports_nothing_of_the_surface(fake: str) -> None:
    found = {module: surface_imports(module, text) for module, text in domain(fake).items()}
    assert {module: names for module, names in found.items() if names} == {}


@pytest.mark.parametrize(
    ("module", "text"),
    [
        ("fake_erp.channels.rows", "from fake_erp.dialects.native.views import Call"),
        ("fake_erp.quirks.base", "if TYPE_CHECKING:\n    from fake_erp.dialects import Match"),
        ("fake_erp.erp", "from fake_erp.dialects.native.dialect import NATIVE"),
        ("fake_erp.builder", "from fake_erp.dialects.native.dialect import NATIVE"),
        ("fake_erp.sales.orders", "def late():\n    import fake_erp.dialects"),
        ("fake_magento.sales.orders", "if TYPE_CHECKING:\n    from fake_magento.rest.api import Api"),
        ("fake_magento.shop", "from fake_magento import surface"),
    ],
)
def test_canary_of_the_surface(module: str, text: str) -> None:
    assert surface_imports(module, text)


@pytest.mark.parametrize("fake", FAKES)
def test_the_domain_names_no_url_and_no_json_path(fake: str) -> None:
    found = {module: wire_forms(fake, text) for module, text in domain(fake).items()}
    assert {module: forms for module, forms in found.items() if forms} == {}


@pytest.mark.parametrize(
    ("fake", "text"),
    [
        ("fake_erp", "raise NotFound('there is no item; GET /api/v1/items lists them')"),
        ("fake_erp", "field = f'lines[{at}].item'"),
        ("fake_erp", "field = 'lines[].item'"),
        ("fake_erp", "field = 'lines[2].item'"),
        ("fake_erp", 'def f():\n    """POST /api/v1/orders."""'),
        ("fake_magento", "raise ShopError('see /rest/V1/orders')"),
        ("fake_magento", "raise ShopError('items[0].qty is missing')"),
        ("fake_magento", "URL = 'https://shop.example/'"),
        ("fake_magento", "def f():\n    '''The reply of `V1/orders`.'''"),
        ("fake_magento", "NAME = 'searchCriteria' + 'page_size[]'"),
        ("fake_magento", "WHERE = '$.items'"),
    ],
)
def test_canary_of_urls_and_json_paths(fake: str, text: str) -> None:
    assert wire_forms(fake, text)


@pytest.mark.parametrize(
    ("fake", "text"),
    [
        ("fake_erp", "line = order.lines[at]\nkept = f'{order.lines[0].item} of {len(order.lines)} lines'"),
        ("fake_magento", "x: list[int] = []"),
        ("fake_magento", "x = 'a/b'"),
        ("fake_magento", "x = 'catalog/price/scope'"),
        ("fake_magento", "x = 'from 10 to 20'"),
    ],
)
def test_ordinary_text_is_no_place_on_the_wire(fake: str, text: str) -> None:
    assert wire_forms(fake, text) == []


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


@pytest.mark.parametrize("fake", ["fake_erp"])
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


# -- sizes and names -----------------------------------------------------------------------------------------


def crowded(names: Iterable[str]) -> dict[str, int]:
    """Package to the number of its modules where it has more than it may; `names` are paths of modules."""
    counts = Counter(str(Path(name).parent) for name in names)
    return {folder: size for folder, size in counts.items() if size > LARGER.get(folder, MOST_FILES)}


def repeated(names: Iterable[str]) -> dict[str, int]:
    """File names that occur in more than one folder, but for `__init__.py`."""
    counts = Counter(Path(name).name for name in names)
    return {name: size for name, size in counts.items() if size > 1 and name != "__init__.py"}


def paths(package: str) -> list[str]:
    """The modules of a package as paths that begin with its name."""
    home = HOMES.get(package, ROOT)
    return [path.relative_to(home).as_posix() for path in sorted((home / package).rglob("*.py"))]


@pytest.mark.parametrize("package", PACKAGES)
def test_no_package_is_crowded(package: str) -> None:
    assert crowded(paths(package)) == {}


def test_the_larger_packages_are_as_large_as_listed() -> None:
    counts = Counter(str(Path(name).parent) for package in PACKAGES for name in paths(package))
    assert {folder: counts[folder] for folder in LARGER} == LARGER


def test_canary_of_crowded_packages() -> None:
    assert crowded([f"p/{number}.py" for number in range(15)] + ["p/q/1.py"]) == {"p": 15}


def test_no_two_rooms_of_the_shop_have_a_file_of_the_same_name() -> None:
    assert repeated(paths("fake_magento")) == {}


def test_canary_of_repeated_names() -> None:
    assert repeated(["p/__init__.py", "p/q/__init__.py", "p/orders.py", "p/q/orders.py"]) == {"orders.py": 2}
