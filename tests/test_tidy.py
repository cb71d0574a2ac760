"""The rules that keep the code readable, as tests. Each has a canary: a text in which it must find something."""

from __future__ import annotations

import ast
import re
import subprocess
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGES = ("golive", "golive_virtual", "fake_erp", "fake_magento", "golive_reports")
HOMES = {"golive": ROOT / "harness", "golive_virtual": ROOT / "harness", "golive_reports": ROOT / "reports"}
"""Where a package lies that is not at the top level."""
RECORDS = tuple(
    f"golive.record.{name}"
    for name in (
        "run",
        "card.claims",
        "card.exercised",
        "card.root_causes",
        "batch",
        "earlier.past",
        "difference",
        "oracles",
        "rows",
        "format",
        "schemas",
        "studies",
        "cells",
        "cells.cell",
        "cells.job",
        "cells.result",
        "cells.store",
        "cells.tables",
    )
)
"""What reports may read of golive."""
SHARED = ("golive.record.files", "golive.record.reading")
"""What reports use beside the records, to write and to read files."""
LONGEST = 400


@cache
def parsed(text: str) -> ast.Module:
    return ast.parse(text)


@cache
def nodes(text: str) -> list[ast.AST]:
    return list(ast.walk(parsed(text)))


@cache
def modules(*packages: str) -> dict[str, str]:
    """Dotted name to source text."""
    found = {}
    for package in packages:
        home = HOMES.get(package, ROOT)
        for path in sorted((home / package).rglob("*.py")):
            parts = path.relative_to(home).with_suffix("").parts
            found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path.read_text("utf-8")
    return found


def imports(text: str) -> Iterator[str]:
    """Every module a text imports, wherever in it, as a dotted name (`from a import b` is `a.b`)."""
    for node in nodes(text):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module or '.'}.{alias.name}" for alias in node.names)


def is_below(name: str, *parents: str) -> bool:
    return any(name == parent or name.startswith(parent + ".") for parent in parents)


# -- arrows --------------------------------------------------------------------------------------------------


def wrong_arrows(module: str, text: str) -> list[str]:
    """What a module imports against the one dependency rule: golive -> fakes; reports -> record."""
    ours = [name for name in imports(text) if is_below(name, *PACKAGES, "tests")]
    if is_below(module, "fake_erp", "fake_magento", "golive_virtual"):
        return [name for name in ours if not is_below(name, module.partition(".")[0])]
    if is_below(module, "golive_reports"):
        return [name for name in ours if not is_below(name, "golive_reports", *RECORDS, *SHARED)]
    if module in RECORDS:
        return [name for name in ours if not is_below(name, *RECORDS)]
    allowed = ["golive", "fake_erp", "fake_magento", "golive_virtual"]
    if is_below(module, "golive.cli", "golive.pytest_plugin"):
        allowed.append("golive_reports")
    return [name for name in ours if not is_below(name, *allowed)]


@pytest.mark.parametrize("package", PACKAGES)
def test_imports_follow_the_arrows(package: str) -> None:
    found = {module: wrong_arrows(module, text) for module, text in modules(package).items()}
    assert {module: names for module, names in found.items() if names} == {}


@pytest.mark.parametrize(
    ("module", "text"),
    [
        ("fake_erp.sales.orders", "import fake_magento.shop"),
        ("fake_erp.sales.orders", "from golive.record.run import Fact"),
        ("fake_magento.shop", "def late():\n    from fake_erp import erp"),
        ("golive_virtual.boot", "from golive.sim import Clock"),
        ("golive_reports.run.html", "from golive.record.ledger import read"),
        ("golive_reports.run.html", "from golive.record import folder"),
        ("golive.runner", "import golive_reports"),
        ("golive.sweep.gate", "import golive_reports"),
        ("golive.record.batch", "from golive.record.folder import RUNS"),
        ("golive.record.run", "from golive.keys.value_kinds import Kind"),
        ("golive.runner", "from tests.engine import road"),
        ("golive.record.oracles", "from golive.judge.oracles import Oracle"),
    ],
)
def test_canary_of_the_arrows(module: str, text: str) -> None:
    assert wrong_arrows(module, text)


def foreign(module: str, text: str) -> list[str]:
    """Imports of libraries that belong in one place only."""
    places = {
        "flask": ("fake_erp.app", "fake_magento.app"),
        "simpy": (
            "fake_erp.jobs", "fake_magento.jobs", "fake_magento.events", "golive.sim", "golive.wire",
            "golive.runner", "golive.build.world", "golive.workloads", "golive.chaos.actions.schedule",
            "golive.people", "golive.third_systems",
        ),
        "click": ("golive.cli",),
        "jinja2": ("golive_reports",),
        "locust": ("golive.load.driver",),
        "gevent": ("golive.load.driver",),
        "httptools": ("golive.live.http",),
        "re2": ("fake_magento.search",),
        "urllib3": ("golive.live", "golive.tracing.sending"),
        "opentelemetry": ("golive.tracing.otlp",),
        "pika": ("golive.live",),
        "distributed": ("golive.sweep.cells.on_dask",),
        "trustme": ("golive.live",),
        "h11": ("golive.candidates.virtual",),
        "prometheus_client": ("golive.monitor.exposition",),
        "hypothesis": ("golive.workloads.texts",),
    }  # fmt: skip
    return [
        name
        for name in imports(text)
        for library, homes in places.items()
        if is_below(name, library) and not is_below(module, *homes)
    ]


def test_libraries_stay_where_they_belong() -> None:
    found = {module: foreign(module, text) for module, text in modules(*PACKAGES).items()}
    assert {module: names for module, names in found.items() if names} == {}


def test_canary_of_the_libraries() -> None:
    assert foreign("fake_erp.sales.orders", "from flask import request") == ["flask.request"]


def test_the_record_needs_the_standard_library_only() -> None:
    import sys

    texts = modules("golive")
    for record in RECORDS:
        others = [name for name in imports(texts[record]) if not is_below(name, *RECORDS)]
        assert {name.partition(".")[0] for name in others} <= sys.stdlib_module_names, record


# -- ambient time and chance ---------------------------------------------------------------------------------

AMBIENT = {
    "time": None,
    "secrets": None,
    "os": {"urandom", "getrandom"},
    "uuid": {"uuid1", "uuid4"},
    "random": None,
    "datetime.datetime": {"now", "utcnow", "today"},
    "datetime.date": {"today"},
}
"""Module or class to the names in it that ask the machine; None for all."""

HARMLESS = {"random": {"Random"}, "time": {"struct_time", "tzset"}}
LIVE = ("golive.sim.live", "golive.live", "golive.load.driver", "golive.load.live", "golive_virtual")


def ambient(text: str) -> list[str]:
    """Every use of the machine's own time or chance, as `line: name`."""
    names: dict[str, str] = {}
    for node in nodes(text):
        if isinstance(node, ast.Import):
            names |= {alias.asname or alias.name: alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {alias.asname or alias.name: f"{node.module}.{alias.name}" for alias in node.names}
    found = []
    for node in nodes(text):
        if isinstance(node, ast.Attribute | ast.Name):
            whole = _resolved(node, names)
            owner, _, name = whole.rpartition(".")
            if owner in AMBIENT and name not in HARMLESS.get(owner, ()):
                asked = AMBIENT[owner]
                if asked is None or name in asked:
                    found.append(f"{node.lineno}: {whole}")
        elif isinstance(node, ast.Call) and _resolved(node.func, names) == "random.Random" and not node.args:
            found.append(f"{node.lineno}: random.Random() without a seed")
    return found


def _resolved(node: ast.expr, names: dict[str, str]) -> str:
    """The dotted name behind an expression, through the module's imports; empty when there is none."""
    if isinstance(node, ast.Name):
        return names.get(node.id, "")
    if isinstance(node, ast.Attribute):
        owner = _resolved(node.value, names)
        return f"{owner}.{node.attr}" if owner else ""
    return ""


def test_no_module_asks_the_machine_for_time_or_chance() -> None:
    found = {
        module: ambient(text) for module, text in modules(*PACKAGES).items() if not is_below(module, *LIVE)
    }
    assert {module: uses for module, uses in found.items() if uses} == {}


@pytest.mark.parametrize(
    "text",
    [
        "import time\nx = time.time()",
        "import time as t\nt.sleep(1)",
        "from time import monotonic",
        "from time import monotonic\nmonotonic()",
        "import datetime\ndatetime.datetime.now()",
        "from datetime import datetime\nstamp = datetime.utcnow",
        "from datetime import date\ndate.today()",
        "import random\nrandom.random()",
        "import random\nrandom.Random()",
        "from random import choice as pick\npick([1])",
        "import uuid\nuuid.uuid4()",
        "import os\nos.urandom(8)",
        "import secrets\nsecrets.token_hex()",
    ],
)
def test_canary_of_ambient_time_and_chance(text: str) -> None:
    if text == "from time import monotonic":  # importing alone is no use
        assert not ambient(text)
    else:
        assert ambient(text)


def test_what_is_given_may_be_used() -> None:
    text = "import random\nfrom datetime import datetime\nr = random.Random(1)\nr.random()\ndatetime.fromtimestamp(0)"
    assert ambient(text) == []


# -- form ----------------------------------------------------------------------------------------------------


def test_no_module_is_longer_than_a_few_screens() -> None:
    lengths = {module: text.count("\n") for module, text in modules(*PACKAGES).items()}
    assert {module: length for module, length in lengths.items() if length > LONGEST} == {}


def catch_alls(text: str) -> list[int]:
    """Lines of `except:`, and of handlers that silently swallow what stops a program."""
    found = []
    for node in nodes(text):
        if isinstance(node, ast.ExceptHandler):
            is_silent = all(isinstance(each, ast.Pass | ast.Continue) for each in node.body)
            name = node.type.id if isinstance(node.type, ast.Name) else ""
            if node.type is None or (name == "BaseException" and is_silent):
                found.append(node.lineno)
    return found


def test_no_exception_is_caught_blindly() -> None:
    found = {module: catch_alls(text) for module, text in modules(*PACKAGES).items()}
    assert {module: lines for module, lines in found.items() if lines} == {}


@pytest.mark.parametrize("handler", ["except:\n    x()", "except BaseException:\n    pass"])
def test_canary_of_blind_catches(handler: str) -> None:
    assert catch_alls(f"try:\n    pass\n{handler}")


def sets_in_order(text: str) -> list[int]:
    """Lines that iterate over a set written on the spot: its order differs from process to process."""
    found = []
    for node in nodes(text):
        if isinstance(node, ast.For | ast.comprehension):
            over = node.iter
            is_set = isinstance(over, ast.Set | ast.SetComp)
            if isinstance(over, ast.Call) and isinstance(over.func, ast.Name):
                is_set = over.func.id in ("set", "frozenset")
            if is_set:
                found.append(over.lineno)
    return found


def test_no_set_is_iterated_over() -> None:
    found = {module: sets_in_order(text) for module, text in modules(*PACKAGES).items()}
    assert {module: lines for module, lines in found.items() if lines} == {}


@pytest.mark.parametrize(
    "text", ["for x in {1, 2}: pass", "[x for x in set(y)]", "for x in {y for y in z}: pass"]
)
def test_canary_of_sets(text: str) -> None:
    assert sets_in_order(text)


# -- words ---------------------------------------------------------------------------------------------------

FORBIDDEN: dict[str, str] = {
    "a path of one machine": r"(?<![\w.}*-])/(?:wor[k]|tmp|home|root|Users|mnt)/[\w.-]+",
    "a package index": r"\b(?:py[p]i\.org|py[t]honhosted\.org|artifactory|index-url|devpi)\b",
    "an unfinished thought": r"\bFIX" + r"ME\b",
}
BINARY = (".png", ".ico", ".woff2", ".gz", ".zip", ".jsonl")


def forbidden(text: str) -> list[str]:
    return [f"{what}: {found[0]}" for what, words in FORBIDDEN.items() if (found := re.search(words, text))]


def tracked() -> list[Path]:
    """Every file under version control; where there is none (an unpacked archive), every module."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode:
        return [path for package in PACKAGES for path in (HOMES.get(package, ROOT) / package).rglob("*.py")]
    return [ROOT / name for name in listed.stdout.split("\0") if name]


def test_no_file_speaks_of_a_place_that_is_not_the_readers() -> None:
    found = {}
    for path in tracked():
        if path == Path(__file__) or path.suffix in BINARY or not path.is_file():
            continue
        words = forbidden(path.read_bytes().decode("utf-8", "replace"))
        if words:
            found[str(path.relative_to(ROOT))] = words
    assert found == {}


@pytest.mark.parametrize(
    "text",
    [
        "see /" + "work/main/x",
        "open('/tmp/x')",
        "/home/ann",
        "pip install -i https://py" + "pi.org/simple",
        "# FIX" + "ME",
    ],
)
def test_canary_of_forbidden_words(text: str) -> None:
    assert forbidden(text)


@pytest.mark.parametrize(
    "text", ["/api/v1/orders", "a/" + "work/b", "https://example.com/home/x", "{tmp}/tmp/x", "runs/"]
)
def test_ordinary_words_are_not_forbidden(text: str) -> None:
    assert not forbidden(text)


CHECKS: list[Callable[[str], list[int]]] = [catch_alls, sets_in_order]


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_an_innocent_text_passes(check: Callable[[str], list[int]]) -> None:
    assert check("try:\n    pass\nexcept ValueError:\n    pass\nfor x in sorted({1}): pass") == []


def test_a_program_in_virtual_time_needs_the_standard_library_only() -> None:
    import sys

    for module, text in modules("golive_virtual").items():
        others = {name.partition(".")[0] for name in imports(text)} - {"golive_virtual"}
        assert others <= sys.stdlib_module_names, module
