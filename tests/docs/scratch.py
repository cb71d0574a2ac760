"""A folder in which the blocks of a page are run, and what is wrong with a command that a page has."""

from __future__ import annotations

import ast
import json
import shlex
import subprocess
import sys
from dataclasses import fields
from pathlib import Path

import click
import pytest
import yaml

from golive import scenario
from golive.blueprint import plan
from golive.candidates import files as candidate_files
from golive.candidates.registry import resolve
from golive.cli.dispatch import status_of
from golive.cli.group import golive
from golive.scenario.loading.files import bundled_names
from tests.blocks import Block, blocks, command_lines
from tests.traffic.merchant import HEADER, Merchant

ROOT = Path(__file__).parent.parent.parent

PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("examples/*.md"), *ROOT.glob("docs/*.md")])

BRIEF = ("traffic.orders.base=4/h", "traffic.orders.peaks=[]", "shop.catalog.skus=20")
"""What makes any scenario a matter of a few orders: the same commands, in less time."""

SMALL_CAPACITY = (
    "--lasting",
    "10m",
    "--up-to",
    "60/h",
    "--outage",
    "1m",
    "--longest-outage",
    "1m",
    "--drain",
    "5m",
)
"""What makes `golive capacity` a matter of seconds."""


class Scratch:
    """A folder in which the blocks of one page are run one after another, with the files that they name."""

    def __init__(self, path: Path) -> None:
        self.path = path
        (path / "mymodule.py").write_text(_readme("python"))
        (path / "our-connector.yaml").write_text(_readme("yaml"))
        (path / "our-monday.yaml").write_text("name: our-monday\nbase: calm\n")
        (path / "examples").symlink_to(ROOT / "examples")
        rows = [",".join(row) for row in Merchant(per_hour=3, days=15, skus=40).rows()]
        (path / "orders.csv").write_text("\n".join([HEADER, *rows]) + "\n")

    def run(self, block: Block) -> None:
        match block.language:
            case "":
                for line in command_lines(block.text):
                    self.command(line)
            case "sh":
                pass  # a page's sh blocks are one script, see `script`
            case "yaml":
                self.yaml(block)
            case "python":
                self.python(block)
            case "json":
                json.loads(block.text)
            case _:
                pytest.fail(f"{block.name}: nothing knows how to run {block.language}")

    def command(self, line: str) -> None:
        name, *words = shlex.split(line.removeprefix(".venv/bin/").removeprefix("golive "), comments=True)
        assert problem_of(name, words) == "", line
        if "live" in words or name == "serve" or any(word.startswith("examples/poll_") for word in words):
            return  # tests/live and tests/virtual run the connectors and programs of examples/
        status = status_of(
            lambda: golive.main([name, *brief(name, words)], prog_name="golive", standalone_mode=False)
        )
        assert status in (0, 1, 2), f"{line}: status {status}"

    def yaml(self, block: Block) -> None:
        file = self.path / "block.yaml"
        file.write_text(block.text)
        read = yaml.safe_load(block.text)
        if {"command", "processes", "attach", "python", "design"} & read.keys():
            candidate_files.load(file)
        elif read.keys() <= {each.name for each in fields(plan.Blueprint)}:
            plan.load(file.rename(self.path / "blueprint.yaml"))
        else:
            assert "name" in read, f"{block.name}: expected a whole scenario, candidate file or blueprint"
            scenario.load(str(file))

    def python(self, block: Block) -> None:
        tree = ast.parse(block.text, block.name)
        if has_tests(tree):
            return  # the tests of a page are one module, see `tests`
        if isinstance(last := tree.body[-1], ast.AsyncFunctionDef) and last.name == "integrate":
            (self.path / "block.py").write_text(block.text)
            candidate = "mymodule:integrate" if block.page.name == "README.md" else "block:integrate"
            self.command(f"golive run calm --candidate {candidate} --out block")
        else:
            subprocess.run([sys.executable, "-c", block.text], cwd=self.path, check=True, timeout=120)

    def tests(self, page: list[Block]) -> None:
        """The Python blocks of a page that have tests, as one module for pytest; every test must pass."""
        text = "".join(
            block.text
            for block in page
            if block.language == "python" and not block.reason and has_tests(ast.parse(block.text))
        )
        if text:
            (self.path / "test_page.py").write_text(text)
            words = ["-q", "-p", "no:cacheprovider", "-p", "no:schemathesis", "--rootdir=.", "test_page.py"]
            subprocess.run([sys.executable, "-m", "pytest", *words], cwd=self.path, check=True, timeout=120)

    def script(self, page: list[Block]) -> None:
        """The sh blocks of a page, as one shell session; every command must succeed."""
        text = "".join(block.text for block in page if block.language == "sh" and not block.reason)
        if text:
            path = f"{Path(sys.executable).parent}:/usr/local/bin:/usr/bin:/bin"
            words = ["bash", "-euc", text]
            subprocess.run(words, cwd=self.path, check=True, timeout=120, env={"PATH": path})


def has_tests(tree: ast.Module) -> bool:
    """Whether a module has functions that pytest would run."""
    return any(isinstance(node, ast.FunctionDef) and node.name.startswith("test_") for node in tree.body)


def _readme(language: str) -> str:
    return next(block.text for block in blocks(ROOT / "README.md") if block.language == language)


def problem_of(name: str, words: list[str]) -> str:
    """Why a command could not be typed, or names a scenario or candidate that cannot be loaded; empty when it could."""
    context = click.Context(golive)
    command = golive.get_command(context, name)
    if command is None:
        return f"no command {name}"
    try:
        made = command.make_context(name, list(words), parent=context)
    except click.UsageError as error:
        return str(error)
    if name in ("run", "gate", "compare"):
        named = [word for word in made.params.values() if isinstance(word, str | tuple)]
        flat = [each for word in named for each in ((word,) if isinstance(word, str) else word)]
        known = set(bundled_names())
        chosen = [word for word in flat if word in known or word.startswith("./")]
        if not chosen:
            return f"no scenario in {' '.join(words)}"
        sets = tuple(made.params.get("sets", ()))
        for each in chosen:
            if Path(each).exists() or each in known:
                scenario.load(each, sets)
        for at, word in enumerate(words[:-1]):
            if word == "--candidate":
                resolve(words[at + 1])
    return ""


def brief(name: str, words: list[str]) -> list[str]:
    """The same command for a few orders and one seed."""
    if name == "show":
        return [words[0], "000000001"]
    if name == "capacity":
        return [*words, *SMALL_CAPACITY]
    if name in ("cutover", "drill"):
        return [*words, "--set", "traffic.orders.base=10/h"]
    if name not in ("run", "gate", "compare"):
        return words
    kept = list(words)
    if "--seeds" in kept:
        kept[kept.index("--seeds") + 1] = "1"
    if name == "gate":  # one scenario stands for all
        options = next((at for at, word in enumerate(kept) if word.startswith("--")), len(kept))
        kept = [kept[0], *kept[options:]]
    sets = [word for each in BRIEF for word in ("--set", each)]
    return [*kept, *sets, *([] if "--format" in kept else ["--quiet"])]
