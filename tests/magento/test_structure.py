"""The structure of the fake shop, as tests. Each check has a canary: an input in which it must find something."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
PACKAGE = "fake_magento"
SURFACE = ("fake_magento.rest", "fake_magento.app", "fake_magento.surface")
"""The modules that know HTTP; all others are the domain."""
LARGEST_KNOT = 12
MOST_FILES = 14
"""Files of one package, with its `__init__.py`."""

Graph = dict[str, set[str]]


def modules(package: str) -> dict[str, str]:
    """Dotted name to source text."""
    found = {}
    for path in sorted((ROOT / package).rglob("*.py")):
        parts = path.relative_to(ROOT).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path.read_text("utf-8")
    return found


def is_below(name: str, *parents: str) -> bool:
    return any(name == parent or name.startswith(parent + ".") for parent in parents)


def import_graph(sources: dict[str, str]) -> Graph:
    """Module to the modules of the same package that it imports, type-only and late imports included."""
    return {module: set(_imported(module, text, sources)) for module, text in sources.items()}


def _imported(module: str, text: str, sources: dict[str, str]) -> Iterator[str]:
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        else:
            continue
        for name in names:
            target = name if name in sources else name.rpartition(".")[0]
            if target in sources and target != module:
                yield target


def knots(graph: Graph) -> list[list[str]]:
    """The strongly connected components of more than one module, largest first."""
    behind = {module: _reachable(graph, module) for module in graph}
    found = {
        tuple(sorted(other for other in reached if module in behind[other]))
        for module, reached in behind.items()
    }
    return sorted((list(knot) for knot in found if len(knot) > 1), key=len, reverse=True)


def _reachable(graph: Graph, module: str) -> set[str]:
    reached: set[str] = set()
    open_ends = [module]
    while open_ends:
        for target in graph[open_ends.pop()] - reached:
            reached.add(target)
            open_ends.append(target)
    return reached


def wrong_imports(graph: Graph) -> list[tuple[str, str]]:
    """Imports from the domain to the surface."""
    return sorted(
        (module, target)
        for module, targets in graph.items()
        for target in targets
        if not is_below(module, *SURFACE) and is_below(target, *SURFACE)
    )


_WIRE = re.compile(
    r"https?://(?!json-schema\.org/)"  # an address; the name of a JSON Schema dialect is none
    r"|(?<![\w.])/(?:rest|V1|index\.php)\b|\bV1/"  # a path of the API
    r"|(?<![\w.])[a-z_]+\[[a-z_.0-9]*\]"  # a place in a body or a query: items[0], searchCriteria[pageSize]
    r"|\$\.[a-z_]+"
)


def wire_places(text: str) -> list[str]:
    """URLs and paths into JSON in the strings of a module, docstrings included."""
    return [
        found.group()
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
        for found in _WIRE.finditer(node.value)
    ]


def crowded(names: Iterable[str], most: int = MOST_FILES) -> dict[str, int]:
    """Folders with more files than `most`; `names` are paths."""
    counts = Counter(str(Path(name).parent) for name in names)
    return {folder: count for folder, count in counts.items() if count > most}


def repeated(names: Iterable[str]) -> dict[str, int]:
    """File names that occur in more than one folder, but for `__init__.py`."""
    counts = Counter(Path(name).name for name in names)
    return {name: count for name, count in counts.items() if count > 1 and name != "__init__.py"}


def files() -> list[str]:
    return [str(path.relative_to(ROOT)) for path in sorted((ROOT / PACKAGE).rglob("*.py"))]


def test_no_knot_of_imports_is_large() -> None:
    assert [knot for knot in knots(import_graph(modules(PACKAGE))) if len(knot) > LARGEST_KNOT] == []


def test_canary_of_knots() -> None:
    sources = {
        "p.a": "from p import b",
        "p.b": "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from p.c import C",
        "p.c": "def late():\n    import p.a",
        "p.d": "from p.a import x",
    }
    assert knots(import_graph(sources)) == [["p.a", "p.b", "p.c"]]


def test_the_domain_does_not_import_its_surface() -> None:
    assert wrong_imports(import_graph(modules(PACKAGE))) == []


def test_canary_of_imports_of_the_surface() -> None:
    text = "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from fake_magento.rest.api import Api"
    sources = {"fake_magento.sales.orders": text, "fake_magento.rest.api": "", "fake_magento.surface": text}
    assert wrong_imports(import_graph(sources)) == [("fake_magento.sales.orders", "fake_magento.rest.api")]


def test_the_domain_names_no_url_and_no_json_path() -> None:
    found = {
        module: wire_places(text)
        for module, text in modules(PACKAGE).items()
        if not is_below(module, *SURFACE)
    }
    assert {module: places for module, places in found.items() if places} == {}


@pytest.mark.parametrize(
    "text",
    [
        "raise ShopError('see /rest/V1/orders')",
        "raise ShopError('items[0].qty is missing')",
        "URL = 'https://shop.example/'",
        "def f():\n    '''The reply of `V1/orders`.'''",
        "NAME = 'searchCriteria' + 'page_size[]'",
        "WHERE = '$.items'",
    ],
)
def test_canary_of_urls_and_json_paths(text: str) -> None:
    assert wire_places(text)


@pytest.mark.parametrize(
    "text", ["x: list[int] = []", "x = 'a/b'", "x = 'catalog/price/scope'", "x = 'from 10 to 20'"]
)
def test_ordinary_text_is_no_place_on_the_wire(text: str) -> None:
    assert wire_places(text) == []


def test_no_package_is_crowded() -> None:
    assert crowded(files()) == {}


def test_canary_of_crowded_packages() -> None:
    assert crowded([f"p/{number}.py" for number in range(15)] + ["p/q/1.py"]) == {"p": 15}


def test_no_two_rooms_have_a_file_of_the_same_name() -> None:
    assert repeated(files()) == {}


def test_canary_of_repeated_names() -> None:
    assert repeated(["p/__init__.py", "p/q/__init__.py", "p/orders.py", "p/q/orders.py"]) == {"orders.py": 2}
