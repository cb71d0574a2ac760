"""What products do beside their documentation, and what switches it on: `misbehaviour.yaml` of each dialect."""

from __future__ import annotations

from importlib import resources
from typing import NamedTuple

import yaml

from fake_erp.dialects.registry import DIALECTS


class Misbehaviour(NamedTuple):
    """`what` happens, and the override of a scenario that switches it on, as `--set` takes it; "" for always."""

    what: str
    set: str


def misbehaviour(name: str) -> list[Misbehaviour]:
    """What a dialect can do; nothing for the native one."""
    file = resources.files(DIALECTS[name]) / "misbehaviour.yaml"
    if not file.is_file():
        return []
    return [Misbehaviour(row["what"], row["set"]) for row in yaml.safe_load(file.read_text("utf-8"))]
