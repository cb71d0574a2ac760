"""Steps of a CI job as its runner carries them out: shell, environment and folders."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from tests.commands import ROOT

GITHUB = ("bash", "--noprofile", "--norc", "-eo", "pipefail")
"""How GitHub's runner starts a step with `shell: bash`."""
INSTALLED = str(Path(sys.executable).parent)
_EXPRESSION = re.compile(r"\$\{\{ *(\w+)\.([\w.-]+) *\}\}")


@dataclass(frozen=True, slots=True)
class Ended:
    """How a script ended, and what it printed."""

    status: int
    text: str


def environment(folder: Path, **more: str) -> dict[str, str]:
    """Return the environment of a job without anything of this one but golive as it is installed here."""
    path = f"{INSTALLED}{os.pathsep}{os.environ['PATH']}"
    kept = {name: os.environ[name] for name in ("LANG", "TMPDIR", "PYTHONPATH") if name in os.environ}
    return {**kept, "PATH": path, "HOME": str(folder), "CI": "true", **more}


def carried_out(shell: tuple[str, ...], script: str, folder: Path, env: Mapping[str, str]) -> Ended:
    """Carry out a script in a folder."""
    file = folder / "step.sh"
    file.write_text(script)
    done = subprocess.run(
        [*shell, str(file)],
        cwd=folder,
        env=dict(env),
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    file.unlink()
    return Ended(done.returncode, done.stdout + done.stderr)


def valid(schema: str, path: Path, *more: str) -> str:
    """Return what is wrong with a file by a published schema; "" for nothing."""
    words = [
        sys.executable,
        "-m",
        "check_jsonschema",
        "--builtin-schema",
        f"vendor.{schema}",
        *more,
        str(path),
    ]
    done = subprocess.run(words, capture_output=True, text=True, timeout=60, check=False)
    return "" if done.returncode == 0 else done.stdout + done.stderr


def read(path: Path) -> Any:
    """Return the content of a YAML file."""
    return yaml.safe_load(path.read_text("utf-8"))


@dataclass(frozen=True, slots=True)
class Action:
    """The action of this repository, used with these inputs in a folder."""

    folder: Path
    inputs: Mapping[str, str]

    def step(self, name: str, **more: str) -> tuple[Ended, dict[str, str]]:
        """Carry out a step of that name; how it ended, and its outputs."""
        action = read(ROOT / "action.yml")
        (step,) = [each for each in action["runs"]["steps"] if each["name"] == name]
        given = {key: str(each.get("default", "")) for key, each in action["inputs"].items()} | dict(
            self.inputs
        )
        assert given.keys() == action["inputs"].keys(), "an input that the action has not"
        output = self.folder / "output.txt"
        output.write_text("")
        env = environment(
            self.folder,
            GITHUB_ACTIONS="true",
            GITHUB_ACTION_PATH=str(ROOT),
            GITHUB_WORKSPACE=str(self.folder),
            GITHUB_OUTPUT=str(output),
            GITHUB_STEP_SUMMARY=str(self.folder / "summary.md"),
            GITHUB_PATH=str(self.folder / "path.txt"),
            RUNNER_TEMP=str(self.folder / "temporary"),
            **{key: _filled(value, given) for key, value in step["env"].items()},
        )
        ended = carried_out(GITHUB, step["run"], self.folder, {**env, **more})
        return ended, dict(line.split("=", 1) for line in output.read_text().splitlines())


def _filled(text: str, given: Mapping[str, str]) -> str:
    def value(found: re.Match[str]) -> str:
        assert found[1] == "inputs", found[0]
        return given[found[2]]

    return _EXPRESSION.sub(value, text)
