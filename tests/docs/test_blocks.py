"""The blocks of the documents run, and their commands exist."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from golive.cli.dispatch import status_of
from golive.cli.group import golive
from golive.record import folder
from golive.record.run import HELD
from tests.blocks import NOT_RUN, Block, blocks, command_lines
from tests.docs.scratch import PAGES, Scratch, problem_of

RUNNABLE = [page for page in PAGES if page.name not in ("CONTRIBUTING.md",)]
"""CONTRIBUTING has a test of its own, tests/test_contributing.py."""


@pytest.mark.sample(2)
@pytest.mark.parametrize("page", RUNNABLE, ids=lambda page: page.name)
def test_every_block_of_a_page_runs(page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = list(blocks(page))
    if not found:
        return
    scratch = Scratch(tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "path", list(sys.path))
    for block in found:
        sys.modules.pop("block", None)
        if block.reason:
            assert block.reason in NOT_RUN, f"{block.name}: {block.reason} is not among the reasons allowed"
        else:
            scratch.run(block)
    scratch.tests(found)
    scratch.script(found)


def test_the_integration_of_the_readme_holds_on_calm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Scratch(tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "path", list(sys.path))
    sys.modules.pop("mymodule", None)
    words = ["run", "calm", "--candidate", "mymodule:integrate", "--out", "held", "--quiet"]
    assert status_of(lambda: golive.main(words, prog_name="golive", standalone_mode=False)) == 0
    card = folder.read_scorecard(tmp_path / "held")
    assert card.verdict == HELD
    assert card.orders["exact"] == card.orders["total"] > 100


def test_a_command_that_does_not_exist_would_be_noticed() -> None:
    assert problem_of("run", ["calm", "--nonsense", "3"])
    assert problem_of("run", ["clam"])
    assert problem_of("fly", [])
    assert problem_of("run", ["calm", "--seed", "3"]) == ""


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("", "golive run clam\n"),
        ("", "golive fly\n"),
        ("yaml", "name: x\nbase: clam\n"),
        ("yaml", "name: x\ncommand: []\n"),
        ("python", "raise SystemExit(3)\n"),
        ("json", "{\n"),
        ("ruby", "puts 1\n"),
    ],
)
def test_a_block_that_does_not_run_would_be_noticed(language: str, text: str, tmp_path: Path) -> None:
    scratch = Scratch(tmp_path)
    with pytest.raises((Exception, pytest.fail.Exception)):
        scratch.run(Block(tmp_path / "page.md", 1, language, text))


def test_a_script_that_fails_would_be_noticed(tmp_path: Path) -> None:
    with pytest.raises(subprocess.CalledProcessError):
        Scratch(tmp_path).script([Block(tmp_path / "page.md", 1, "sh", "false\ntrue\n")])


def test_a_test_of_a_page_that_fails_would_be_noticed(tmp_path: Path) -> None:
    page = [Block(tmp_path / "page.md", 1, "python", "def test_it():\n    assert False\n")]
    with pytest.raises(subprocess.CalledProcessError):
        Scratch(tmp_path).tests(page)


def test_blocks_are_found_with_their_reasons(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(
        "a\n```\ngolive x \\\n  --y\n# z\n```\n\n<!-- not run: output -->\n```yaml\na: 1\n```\n```sh\n```\n"
    )
    first, second, third = blocks(page)
    assert (first.line, first.language, command_lines(first.text)) == (2, "", ["golive x    --y"])
    assert (second.reason, second.text, third.reason) == ("output", "a: 1\n", "")
    page.write_text("```\nopen\n")
    with pytest.raises(ValueError, match="closing"):
        list(blocks(page))
