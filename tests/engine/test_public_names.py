"""The package `golive`: which names are public, what importing it costs, and a fault that uses nothing else."""

from __future__ import annotations

import ast
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

import pytest

import golive

INIT = Path(golive.__file__)


@pytest.mark.parametrize("name", golive.__all__)
def test_every_public_name_is_there(name: str) -> None:
    assert getattr(golive, name) is not None


def test_the_list_of_public_names_is_complete() -> None:
    """What is imported for type checkers is what is public, and nothing else is."""
    tree = ast.parse(INIT.read_text("utf-8"))
    (block,) = (node for node in tree.body if isinstance(node, ast.If))
    typed = {"__version__"}
    for node in ast.walk(block):
        if isinstance(node, ast.ImportFrom):
            typed |= {alias.asname or alias.name for alias in node.names}
    assert typed == set(golive.__all__)
    assert len(set(golive.__all__)) == len(golive.__all__)


def test_a_name_that_is_not_public_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="module 'golive' has no attribute 'harness'"):
        _ = golive.harness  # type: ignore[attr-defined]


def test_importing_the_package_imports_nothing_else_of_it() -> None:
    code = "import sys, golive; print(*sorted(n for n in sys.modules if n.partition('.')[0] in {names}))"
    names = ("golive", "fake_erp", "fake_magento", "simpy", "yaml", "flask", "orjson", "click")
    done = subprocess.run(
        [sys.executable, "-c", code.replace("{names}", repr(names))],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split() == ["golive"]


@dataclass(frozen=True, slots=True)
class Flap(golive.Fault):
    """Every other attempt is refused."""

    DEFAULT_ON: ClassVar[tuple[str, ...]] = ("erp.order.create",)

    status: int = golive.setting("status", golive.between(400, 599), "The status of the answer.", "503")

    def judge(self, subject: golive.Subject, chance: golive.Chance) -> golive.Outcome:
        return golive.Refuse(self.status) if subject.attempt % 2 else golive.PASS


def test_a_fault_of_ones_own_needs_public_names_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "flapping", sys.modules[__name__])
    sets = ["clock.duration=20m", "clock.settle=1h", "chaos=[{fault: 'flapping:Flap', status: 502}]"]
    result = golive.run("calm", "reference", sets=sets)
    refused = [fact for fact in result.facts if fact.data.get("status") == 502]
    assert refused
    assert {fact.data["attempt"] % 2 for fact in refused if fact.kind == "exchange.answered"} == {1}
    assert result.scorecard.orders["exact"] == result.scorecard.orders["total"] > 0
