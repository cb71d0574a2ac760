"""The example candidates on the live clock: golive finds in each of them what examples/README.md says."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from golive.live.queue.broker import MISSING, executables
from tests.clients.installing import Published
from tests.clients.test_client_programs import node_packages, python_packages
from tests.examples.said import EXAMPLES, Said, said

STATUS = {"held": 0, "broken": 1}
RIGHT = {"total", "exact", "compensated"}
"""Counts of orders that are right in the end."""

TOOLS = {
    "node_connector": ("node",),
    "shell_cron": ("curl", "jq", "flock"),
    "php_cron": ("php",),
}
"""Programs that an example needs on the PATH."""

PUBLISHED = {
    "odoo_python": Published("odoo_python", python_packages()),
    "netsuite_python": Published("netsuite_python", python_packages("netsuite_python")),
    "erpnext_python": Published("erpnext_python", python_packages("erpnext_python")),
    "erp_node": Published("erp_node", node_packages(), node=True),
    "node_red": Published("node_red", node_packages("node_red"), node=True),
}
"""Packages that an example needs beside it."""


def _row(row: Said) -> Any:
    name = f"{row.name}-{row.scenario.removesuffix('.yaml')}"
    return pytest.param(row, id=name)


ROWS = [_row(row) for row in said()]


def played(place: Path, row: Said) -> dict[str, Any]:
    """The scorecard of the command that the README gives for the row."""
    words = ["run", f"examples/scenarios/{row.scenario}", "--candidate", f"examples/{row.candidate}"]
    words += ["--clock", "live", "--speed", "40", "--out", "out"]
    done = subprocess.run(
        [sys.executable, "-m", "golive", *words],
        cwd=place,
        env={**os.environ, "TMPDIR": str(place / "temporary")},
        capture_output=True,
        text=True,
        check=False,
    )
    log = place / "out" / "candidate.log"
    assert done.returncode == STATUS[row.verdict], done.stdout + done.stderr + log.read_text()[-2000:]
    card: dict[str, Any] = json.loads((place / "out" / "scorecard.json").read_text())
    return card


def install(client: Published, folder: Path) -> None:
    """Lay the packages beside the program, where the README installs them."""
    client.install()
    if client.node:
        (folder / "node_modules").symlink_to(client.folder / "node_modules")
    else:
        (folder / "packages").symlink_to(client.folder)


@pytest.mark.clients  # a row takes 40 s of real time
@pytest.mark.parametrize("row", ROWS)
def test_golive_finds_what_the_readme_says(place: Path, row: Said) -> None:
    for tool in TOOLS.get(row.name, ()):
        if shutil.which(tool) is None:
            pytest.skip(f"{row.name} cannot be run here: it needs {tool}, which is not on the PATH")
    if row.name == "queue_connector" and executables() is None:
        pytest.skip(f"{row.name} cannot be run here: {MISSING}")
    if row.name in PUBLISHED:
        install(PUBLISHED[row.name], place / "examples" / row.name)
    card = played(place, row)
    assert card["verdict"] == row.verdict
    orders = {kind for kind, count in card["orders"].items() if count} - RIGHT
    assert orders | {finding["kind"] for finding in card["findings"]} == row.found
    assert card["orders"]["total"] > 10


def test_every_candidate_file_of_the_examples_has_a_row() -> None:
    files = [*EXAMPLES.glob("*.yaml"), *EXAMPLES.glob("*/candidate.yaml")]
    rows = {row.candidate for row in said()}
    assert {str(path.relative_to(EXAMPLES)) for path in files} - {"python_connector.yaml"} == rows
