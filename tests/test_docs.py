"""What the documents say is so: the reference is the loader's own, commands exist, links lead somewhere."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import click
import pytest

from golive import scenario
from golive.chaos.faults import FAULTS
from golive.cli.group import golive
from golive.scenario.pages import erp_page, events_page

ROOT = Path(__file__).parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("examples/*.md"), *ROOT.glob("docs/*.md")])
COMMAND = re.compile(r"^(?:\.venv/bin/)?golive (\w+)(.*)$", re.M)


def commands(text: str) -> list[tuple[str, str]]:
    return COMMAND.findall(text)


def problem_of(name: str, rest: str) -> str:
    """Why a command line in a page could not be typed; empty when it could."""
    command = golive.get_command(click.Context(golive), name)
    if command is None:
        return f"no command {name}"
    typed = re.split(r"  | [>&]", rest)[0]  # without what the shell does with it
    words = shlex.split(typed, comments=True)
    if any("[" in word or "|" in word or word.isupper() for word in words):
        return ""
    try:
        command.make_context(name, list(words))
    except click.UsageError as error:
        return str(error)
    known = [name for name, _ in scenario.names()]
    if name == "run" and words[0] not in known and "/" not in words[0]:
        return f"no scenario {words[0]}"
    return ""


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_command_in_a_page_can_be_typed(page: Path) -> None:
    assert [found for line in commands(page.read_text()) if (found := problem_of(*line))] == []


def test_a_command_that_does_not_exist_would_be_noticed() -> None:
    assert commands("golive run calm --nonsense 3\n") == [("run", " calm --nonsense 3")]
    assert problem_of("run", " calm --nonsense 3")
    assert problem_of("run", " clam")
    assert problem_of("fly", "")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_files_that_a_page_names_are_there(page: Path) -> None:
    named = re.findall(
        r"`((?:fake_\w+|harness|reports|scenarios|examples|docs|tests)/[\w./-]+)`", page.read_text()
    )
    assert [
        name for name in named if not (ROOT / name).exists() and not (ROOT / name.rstrip("/")).exists()
    ] == []


def test_the_reference_page_is_the_loaders_own() -> None:
    page = (ROOT / "docs" / "scenario.md").read_text()
    assert page == scenario.reference(), "run `make docs`"


def test_the_page_of_the_erp_is_that_of_its_registries() -> None:
    assert (ROOT / "docs" / "erp.md").read_text() == erp_page.page(), "run `make docs`"


def test_the_page_of_the_events_is_that_of_their_table() -> None:
    assert (ROOT / "docs" / "events.md").read_text() == events_page.page(), "run `make docs`"


def test_the_changelog_names_every_fault_and_scenario() -> None:
    text = (ROOT / "CHANGELOG.md").read_text()
    assert [name for name in FAULTS if name not in text] == []
    assert [name for name, _ in scenario.names() if name not in text] == []
