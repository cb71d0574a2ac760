"""Shell completion. Names come from names.json, so that no other module of golive is imported."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

import click
from click.shell_completion import BashComplete, CompletionItem, add_completion_class

NAMES = Path(__file__).with_name("names.json")
RUNS, RUN_FILE = "runs", "run.json"

Items = list[CompletionItem[Any]]


@cache
def names(what: str) -> dict[str, str]:
    """The names of one category (scenarios, candidates, faults, profiles, operations, ...), each with a description."""
    found: dict[str, str] = json.loads(NAMES.read_text("utf-8"))[what]
    return found


class Named:
    """Completes the names of one category; with `files`, also file names where no name fits."""

    def __init__(self, what: str, *, files: bool = False) -> None:
        self._what = what
        self._files = files

    def __call__(self, _ctx: click.Context, _option: click.Parameter, incomplete: str) -> Items:
        """The completions of an incomplete word, as click calls for them."""
        found = _items(names(self._what), "", incomplete)
        return found if found or not self._files else [CompletionItem(incomplete, type="file")]


def listed(_ctx: click.Context, _option: click.Parameter, incomplete: str) -> Items:
    """Completes a comma-separated list of profiles; the part before the last comma stays."""
    before, comma, last = incomplete.rpartition(",")
    return _items(names("profiles"), before + comma, last)


def overrides(_ctx: click.Context, _option: click.Parameter, incomplete: str) -> Items:
    """Completes the value of `PATH=VALUE` for paths whose values are names."""
    path, equals, value = incomplete.partition("=")
    for end, what in _VALUES.items():
        if equals and path.endswith(end):
            return _items(names(what), f"{path}=", value)
    return []


def runs(_ctx: click.Context, _argument: click.Parameter, incomplete: str) -> Items:
    """The runs below `runs/` by name; folders where none fits."""
    try:
        found = sorted(
            entry.name for entry in os.scandir(RUNS) if os.path.isfile(os.path.join(entry.path, RUN_FILE))
        )
    except OSError:
        found = []
    items = _items(dict.fromkeys(found, ""), "", incomplete)
    return items or [CompletionItem(incomplete, type="dir")]


_VALUES = {
    ".fault": "faults",
    ".on": "operations",
    "erp.profile": "profiles",
    "shop.events.version": "event_versions",
}


def _items(found: dict[str, str], before: str, incomplete: str) -> Items:
    return [
        CompletionItem(before + name, help=about or None)
        for name, about in found.items()
        if name.startswith(incomplete)
    ]


class Bash(BashComplete):
    """Completion in bash, which splits words at `=` and `:`: words are joined, and only the last part is completed."""

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self._last_part = ""

    @staticmethod
    def _check_version() -> None:
        """Does nothing: querying bash for its version would start a process at every TAB."""

    def get_completion_args(self) -> tuple[list[str], str]:
        """The words before the cursor, and the incomplete one, joined at `=` and `:`."""
        arguments, last = super().get_completion_args()
        words = joined([*arguments, last])
        self._last_part = re.split(r"(?<=[=:])", words[-1])[-1]
        self._before = words[-1][: len(words[-1]) - len(self._last_part)]
        return words[:-1], words[-1]

    def format_completion(self, item: CompletionItem[Any]) -> str:
        """One completion without the part that bash treats as a word of its own."""
        value = str(item.value).removeprefix(self._before)
        return f"{item.type},{value}"


def joined(words: Iterable[str]) -> list[str]:
    """The words with those around a lone `=` or `:` put together; the last one is what is being typed."""
    found: list[str] = []
    is_open = False
    for word in words:
        if found and (is_open or word in ("=", ":")):
            found[-1] += word
        else:
            found.append(word)
        is_open = word in ("=", ":")
    return found


add_completion_class(Bash)
