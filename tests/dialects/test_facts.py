"""Every test that stands for a fact fails when that part of the replies is altered."""

from __future__ import annotations

import inspect
import pkgutil
from importlib import import_module
from typing import Any

import pytest

import tests.dialects
from fake_erp.dialects import fidelity
from fake_erp.dialects.registry import DIALECTS
from tests.dialects.facts import STATED, Stated, altered
from tests.dialects.transport import Transport
from tests.erp.world import World

for _module in pkgutil.walk_packages(tests.dialects.__path__, "tests.dialects."):
    if _module.name.rpartition(".")[2].startswith("test_") and _module.name != __name__:
        import_module(_module.name)


def named(dialect: str) -> list[str]:
    """The ids of the facts of a dialect that a test stands for, sorted."""
    return sorted({each for stated in STATED for each in stated.ids if each.startswith(f"{dialect}-")})


def run(stated: Stated, *, alter: bool) -> None:
    """Run a test with a world of its own. It may take `talk`, `world` and `version`."""
    dialect = stated.ids[0].partition("-")[0]
    world = World(dialect=dialect, version=stated.version)
    talk = Transport(world.erp)
    if alter:
        talk.alter = altered(stated.part)
    given: dict[str, Any] = {"talk": talk, "world": world}
    stated.test(**{name: given[name] for name in inspect.signature(stated.test).parameters})


@pytest.mark.parametrize("stated", STATED, ids=lambda stated: f"{stated.ids[0]} {stated.test.__name__}")
def test_a_fact_holds_and_its_test_can_fail(stated: Stated) -> None:
    run(stated, alter=False)
    with pytest.raises(Exception):  # noqa: B017, PT011 - whatever a client would trip over
        run(stated, alter=True)


@pytest.mark.parametrize("dialect", [name for name in DIALECTS if name != "native"])
def test_the_list_of_tested_facts_is_that_of_the_tests(dialect: str) -> None:
    """`python -m tests.write_docs` writes it."""
    assert fidelity.tested(dialect) == named(dialect)
    assert set(named(dialect)) <= set(fidelity.facts(dialect))
