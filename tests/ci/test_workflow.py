"""The workflow that `golive init` writes, carried out as GitHub would in a fresh copy of the repository."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

from golive.starter.files import WORKFLOW
from tests.ci.jobs import GITHUB, carried_out, environment, read, valid
from tests.commands import Golive

INSTALLS = "pip install golive"
"""Left out: golive is in no registry here. The steps after it use the one that is installed."""


def copied(repository: Path, to: Path) -> Path:
    """What `actions/checkout` makes of a repository: its tracked files and nothing else."""
    for words in (["init", "-q"], ["add", "-A"]):
        subprocess.run(["git", *words], cwd=repository, check=True)
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=repository, check=True, capture_output=True, text=True
    )
    for name in filter(None, listed.stdout.split("\0")):
        (to / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(repository / name, to / name)
    return to


def test_the_workflow_holds_in_a_fresh_copy_and_leaves_what_it_uploads(
    tmp_path: Path, golive: Golive
) -> None:
    repository = tmp_path / "ours"
    repository.mkdir()
    assert golive("init", str(repository), "--no-run").status == 0
    assert valid("github-workflows", repository / WORKFLOW) == ""
    copy = copied(repository, tmp_path / "copy")
    env = environment(copy, GITHUB_ACTIONS="true", GITHUB_STEP_SUMMARY=str(tmp_path / "summary.md"))
    steps = read(copy / WORKFLOW)["jobs"]["golive"]["steps"]
    runs = [step["run"] for step in steps if "run" in step]
    assert INSTALLS in runs
    for script in runs:
        if script != INSTALLS:
            ended = carried_out(GITHUB, script, copy, env)
            assert ended.status == 0, ended.text
    (upload,) = [step for step in steps if "upload-artifact" in step.get("uses", "")]
    assert (copy / upload["with"]["path"] / "gate.html").is_file()
    assert "held" in (tmp_path / "summary.md").read_text()
