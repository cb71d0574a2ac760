"""The recipes of CONTRIBUTING.md work as they stand: each is followed in a copy of the tree, and its checks pass."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.blocks import NOT_RUN, Block, blocks

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "CONTRIBUTING.md"
TREE = ("harness", "reports", "fake_erp", "fake_magento", "scenarios")

NEW_FILE = re.compile(r"New file `([^`]+)`:")
BELOW = re.compile(r"In `([^`]+)`, below `([^`]+)`:")
INSTEAD = re.compile(r"In `([^`]+)`, instead of `([^`]+)`:")
CHECK = "Check:"


def copied(place: Path) -> Path:
    """The packages and scenarios below `place`: folders of its own, files as links until a recipe changes one."""
    for name in TREE:
        shutil.copytree(ROOT / name, place / name, symlinks=True, copy_function=_linked)
    return place


def _linked(source: str, target: str) -> None:
    os.symlink(source, target)


def follow(tree: Path, block: Block) -> None:
    """Carry out one step. Raises AssertionError for a step that cannot be followed literally."""
    if found := NEW_FILE.fullmatch(block.above):
        path = tree / found[1]
        assert not path.exists(), f"{block.name}: {found[1]} is there already"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(block.text, "utf-8")
    elif found := BELOW.fullmatch(block.above) or INSTEAD.fullmatch(block.above):
        path, keeps = tree / found[1], block.above.startswith(f"In `{found[1]}`, below")
        lines = path.read_text("utf-8").splitlines(keepends=True)
        places = [at for at, line in enumerate(lines) if line.strip() == found[2].strip()]
        assert len(places) == 1, f"{block.name}: {found[1]} has {len(places)} lines {found[2]}"
        path.unlink()
        lines[places[0] + keeps : places[0] + 1] = [block.text]
        path.write_text("".join(lines), "utf-8")
    elif block.above == CHECK:
        check(tree, block.text)
    else:
        pytest.fail(
            f"{block.name}: expected `New file ...:`, `In ..., below ...:` or `Check:` above, got {block.above}"
        )


def check(tree: Path, script: str) -> None:
    """Run a script as a person would in the root of the repository. Raises AssertionError with what it printed."""
    env = {
        "PATH": f"{Path(sys.executable).parent}:/usr/local/bin:/usr/bin:/bin",
        "PYTHONPATH": ":".join(map(str, (tree / "harness", tree / "reports", tree))),
        "COLUMNS": "200",
    }
    words = ["bash", "-euo", "pipefail", "-c", script]
    done = subprocess.run(words, cwd=tree, env=env, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, f"{script}\n{done.stdout[-2000:]}\n{done.stderr[-3000:]}"


def recipes(page: Path) -> dict[str, list[Block]]:
    """Section to its steps; sections without code are advice and left out."""
    found: dict[str, list[Block]] = {}
    for block in blocks(page):
        if block.reason:
            assert block.reason in NOT_RUN, block.name
        else:
            found.setdefault(block.section, []).append(block)
    return found


RECIPES = recipes(PAGE)


@pytest.mark.sample(3)
@pytest.mark.parametrize("section", RECIPES)
def test_a_recipe_works_as_it_stands(section: str, tmp_path: Path) -> None:
    tree = copied(tmp_path)
    for step in RECIPES[section]:
        follow(tree, step)
    assert RECIPES[section][-1].above == CHECK, "the last step of a recipe checks it"


def test_there_is_a_recipe_for_every_kind_of_thing() -> None:
    wanted = {
        "A fault", "A fault outside the project", "A fault with a new outcome", "An action", "A rule of the ERP",
        "A quirk of the ERP", "A job of the ERP", "An oracle", "A cause", "A metric", "A scenario", "A profile",
        "A dialect", "An operation of the ERP", "A kind of fact", "A key of the scenario",
    }  # fmt: skip
    assert wanted - RECIPES.keys() == set()


@pytest.mark.parametrize(
    "steps",
    [
        [("New file `scenarios/delivery/calm.yaml`:", "name: calm\n")],
        [("In `scenarios/delivery/calm.yaml`, below `no such line`:", "x: 1\n")],
        [("Put this somewhere:", "x = 1\n")],
        [("Check:", "golive run no-such-scenario\n")],
        [("New file `golive_never.py`:", "x = 1\n"), ("Check:", "golive faults | grep no_such_fault\n")],
    ],
)
def test_a_recipe_that_does_not_work_would_be_noticed(
    steps: Sequence[tuple[str, str]], tmp_path: Path
) -> None:
    tree = copied(tmp_path)
    *first, last = (Block(PAGE, 1, "", text, above=above) for above, text in steps)
    for step in first:
        follow(tree, step)
    with pytest.raises((AssertionError, pytest.fail.Exception)):
        follow(tree, last)


def test_the_copy_is_what_runs(tmp_path: Path) -> None:
    """A recipe must not pass because of what is installed."""
    tree = copied(tmp_path)
    check(
        tree,
        f"python3 -c 'import golive, fake_erp; assert golive.__file__.startswith(\"{tree}\"), golive.__file__'",
    )
    check(tree, "! golive faults | grep flap")
