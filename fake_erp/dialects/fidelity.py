"""The fidelity index: how many facts about a product its dialect is tested for.

`facts.yaml` of a dialect states each fact with its source. `tested.txt` beside it lists the ids of those that a test
stands for; the tests write it and check it.
"""

from __future__ import annotations

from importlib import resources

import yaml

from fake_erp.dialects.registry import DIALECTS

TESTED = "tested.txt"


def facts(name: str) -> dict[str, dict[str, str]]:
    """The facts of a dialect by their ids: `says`, `confidence` (V verified, R reported, K not checked), `source`."""
    file = resources.files(DIALECTS[name]) / "facts.yaml"
    if not file.is_file():
        return {}
    return {row["id"]: row for row in yaml.safe_load(file.read_text("utf-8"))}


def tested(name: str) -> list[str]:
    """The ids of the facts that a test stands for."""
    file = resources.files(DIALECTS[name]) / TESTED
    return file.read_text("utf-8").split() if file.is_file() else []


def covered(name: str) -> tuple[int, int] | None:
    """How many facts are tested, and how many there are; None for a dialect without facts."""
    known = facts(name)
    return (len(set(tested(name)) & set(known)), len(known)) if known else None
