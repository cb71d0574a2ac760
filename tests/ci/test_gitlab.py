"""The template for GitLab: a file of the right form, with the scripts of the folder, that a job carries out."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree as Tree

import pytest

from tests.ci.jobs import Ended, carried_out, environment, read, valid
from tests.commands import ROOT

TEMPLATE = ROOT / "ci/golive.gitlab-ci.yml"
SHELLS = [("bash",), ("sh",)]


def problems(folder: Path, text: str) -> str:
    """What is wrong with the template as a job of its own: the schema does not look into hidden ones."""
    path = folder / "job.yml"
    path.write_text(text.replace("\n.golive-gate:", "\ngolive-gate:"))
    return valid("gitlab-ci", path, "--data-transform", "gitlab-ci")


def test_the_template_has_the_form_that_gitlab_reads(tmp_path: Path) -> None:
    text = TEMPLATE.read_text()
    assert problems(tmp_path, text) == ""
    assert "ever" in problems(tmp_path, text.replace("when: always", "when: ever"))


def test_its_scripts_are_those_of_the_folder() -> None:
    job = read(TEMPLATE)[".golive-gate"]
    assert job["before_script"] == [(ROOT / "ci/install.sh").read_text()]
    assert job["script"] == [(ROOT / "ci/gate.sh").read_text()]


def job(folder: Path, shell: tuple[str, ...], **variables: str) -> Ended:
    """Carry out the script of a job that extends the template, without installing golive: it is installed here."""
    template = read(TEMPLATE)[".golive-gate"]
    env = environment(
        folder, GITLAB_CI="true", CI_PROJECT_DIR=str(folder), **template["variables"] | variables
    )
    return carried_out(shell, "".join(template["script"]), folder, env)


@pytest.mark.parametrize("shell", SHELLS, ids=" ".join)
def test_a_job_leaves_the_artifacts_that_the_template_names(tmp_path: Path, shell: tuple[str, ...]) -> None:
    arguments = "--set clock.duration=20m --set clock.settle=40m"
    ended = job(
        tmp_path,
        shell,
        GATE_SCENARIO="calm",
        GATE_CANDIDATE="reference",
        GATE_SEEDS="1",
        GATE_ARGUMENTS=arguments,
    )
    assert ended.status == 0, ended.text
    artifacts = read(TEMPLATE)[".golive-gate"]["artifacts"]
    assert all((tmp_path / path).is_dir() for path in artifacts["paths"])
    suites = Tree.parse(tmp_path / artifacts["reports"]["junit"]).getroot()
    assert (suites.get("tests"), suites.get("failures")) == ("1", "0")


def test_a_job_fails_as_the_gate_does(tmp_path: Path) -> None:
    ended = job(tmp_path, ("bash",), GATE_SCENARIO="no-such-scenario", GATE_CANDIDATE="reference")
    assert ended.status == 3
    assert "no-such-scenario" in ended.text
