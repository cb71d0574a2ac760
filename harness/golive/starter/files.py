"""The files that `golive init` writes: candidate file, first scenario, CI workflow."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from golive.errors import FolderProblem

CANDIDATE = "golive/candidate.yaml"
SCENARIO = "golive/first.yaml"
WORKFLOW = ".github/workflows/golive.yml"
SPEED = 60
SEEDS = "1..4"
TIME_BUDGET = "8m"

_SCENARIO = """\
name: first
about: >
  A quiet quarter of an hour without any fault: every order must arrive in the ERP once and right.
base: calm
clock: {duration: 15m, settle: 15m}
traffic: {orders: {base: 120/h}}
"""
_PROGRAM = """\
# How golive starts the integration. All keys and names in braces: docs/candidates.md of golive.
# A Python program runs in simulated time, without --clock live, where `python: ../main.py` and
# `interpreter: ../.venv/bin/python` stand in place of `command:` (docs/python-programs.md).
name: NAME
command: COMMAND
WEBHOOK
env:
  SHOP_URL: "{shop.url}"
  SHOP_TOKEN: "{shop.bearer}"
  ERP_URL: "{erp.url}"
"""
_STAND_IN = """\
# The reference integration stands in until this file starts your own. Replace `design:` by its command, such as
#   command: [node, connector.mjs]
#   webhook: /hooks/orders
#   env: {SHOP_URL: "{shop.url}", SHOP_TOKEN: "{shop.bearer}", ERP_URL: "{erp.url}"}
# All keys and names in braces: docs/candidates.md of golive.
name: NAME
design:
"""
_WORKFLOW = """\
name: golive
on: [push, pull_request]
jobs:
  golive:
    runs-on: ubuntu-latest
    timeout-minutes: 15
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-python@v5
        with: {python-version: "3.12"}
      - run: pip install golive
      INSTALLS
      # The page of the job shows the result. All options: docs/compare.md of golive.
      - run: GATE
      - uses: actions/upload-artifact@v4
        if: always()
        with: {name: golive-gate, path: golive-gate}
"""


@dataclass(frozen=True, slots=True)
class Start:
    """What to write into a repository. An empty `command` lets the reference integration stand in."""

    folder: Path
    command: tuple[str, ...] = ()
    webhook: str = ""
    installs: str = ""
    """The shell command that installs the program in the workflow; "" where a person has to say it."""

    @property
    def run(self) -> list[str]:
        """The arguments of golive for the first run, in the repository."""
        return ["run", *self._words]

    @property
    def gate(self) -> list[str]:
        """The arguments of golive that the workflow carries out, in the repository."""
        return ["gate", *self._words, "--seeds", SEEDS, "--time-budget", TIME_BUDGET, "--out", "golive-gate"]

    @property
    def _words(self) -> list[str]:
        words = [SCENARIO, "--candidate", CANDIDATE]
        return [*words, "--clock", "live", "--speed", str(SPEED)] if self.command else words

    def files(self) -> dict[str, str]:
        """Path below the folder to content."""
        name = "".join(sign if sign.isascii() and sign.isalnum() else "-" for sign in self.folder.name).strip(
            "-"
        )
        named = (name or "my-integration").lower()[:60]
        candidate = _STAND_IN.replace("NAME", named)
        if self.command:
            webhook = f"webhook: {self.webhook}" if self.webhook else "# webhook: /hooks/orders"
            candidate = _PROGRAM.replace("NAME", named).replace("COMMAND", _listed(self.command))
            candidate = candidate.replace("WEBHOOK", webhook)
        gate = " ".join(["golive", *self.gate])
        installs = (
            f"- run: {self.installs}"
            if self.installs
            else "# Install here what the integration itself needs."
        )
        workflow = _WORKFLOW.replace("GATE", gate).replace("INSTALLS", installs)
        return {CANDIDATE: candidate, SCENARIO: _SCENARIO, WORKFLOW: workflow}

    def write(self, force: bool) -> list[Path]:
        """Write all files; returns their paths. Raises FolderProblem for one that is there, unless `force`."""
        files = {self.folder / name: text for name, text in self.files().items()}
        there = [str(path) for path in files if path.exists()]
        if there and not force:
            raise FolderProblem(
                f"{', '.join(there)} exist{'' if len(there) > 1 else 's'} already and nothing was "
                "written; move them away, or replace them with --force"
            )
        try:
            for path, text in files.items():
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, encoding="utf-8")
        except OSError as why:
            raise FolderProblem(
                f"golive init: {why.filename or self.folder} cannot be written: {why.strerror}"
            ) from why
        return list(files)


def _listed(command: Sequence[str]) -> str:
    """A command as a YAML list in one line, relative to the folder of the candidate file."""
    return json.dumps(list(command), ensure_ascii=False)
