"""`golive init`: the files of a first day, and that nothing of a repository is lost."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from golive import scenario
from golive.candidates.files import load
from golive.exit_status import HELD_STATUS, INPUT_STATUS
from golive.starter.files import CANDIDATE, SCENARIO, WORKFLOW, Start
from golive.starter.guess import command_of, installs_of
from tests.commands import Golive


def test_the_files_are_written_and_run_once(tmp_path: Path, golive: Golive) -> None:
    folder = tmp_path / "My Shop (new)"
    folder.mkdir()
    said = golive("init", str(folder))
    assert said.status == HELD_STATUS, said.err
    assert "HELD" in said.out
    assert "the reference stands in until golive/candidate.yaml has a command" in said.out
    assert "looked for main of package.json, connector.py" in said.out
    assert load(folder / CANDIDATE).name == "my-shop--new"
    assert scenario.load(str(folder / SCENARIO)).name == "first"
    assert (folder / "runs").is_dir()


def test_nothing_that_is_there_is_replaced_without_force(tmp_path: Path, golive: Golive) -> None:
    mine = tmp_path / WORKFLOW
    mine.parent.mkdir(parents=True)
    mine.write_text("mine")
    said = golive("init", str(tmp_path), "--no-run")
    assert said.status == INPUT_STATUS
    assert f"{mine} exists already and nothing was written" in said.err
    assert "--force" in said.err
    assert mine.read_text() == "mine"
    assert not (tmp_path / CANDIDATE).exists()
    assert golive("init", str(tmp_path), "--no-run", "--force").status == 0
    assert mine.read_text() != "mine"


def test_a_program_of_the_repository_is_found_and_started_from_the_file_s_folder(tmp_path: Path) -> None:
    (tmp_path / "package.json").write_text('{"main": "src/sync.mjs"}')
    (tmp_path / "src").mkdir()
    (tmp_path / "src" / "sync.mjs").write_text("")
    assert command_of(tmp_path) == ["node", "src/sync.mjs"]
    start = Start(tmp_path, ("node", "../src/sync.mjs"), "/hooks")
    start.write(force=False)
    command = load(tmp_path / CANDIDATE).command
    assert command is not None
    assert command.parts[0].arguments == ("node", "../src/sync.mjs")
    assert command.webhook == "/hooks"
    assert command.env["SHOP_TOKEN"] == "{shop.bearer}"


def test_a_python_program_is_started_by_the_virtual_environment_beside_it(tmp_path: Path) -> None:
    (tmp_path / "main.py").write_text("")
    assert command_of(tmp_path) == ["{python}", "main.py"]
    interpreter = tmp_path / "venv" / "bin" / "python"
    interpreter.parent.mkdir(parents=True)
    interpreter.write_text("")
    assert command_of(tmp_path) == ["venv/bin/python", "main.py"]


def test_a_script_of_pyproject_is_the_candidate_and_the_workflow_installs_it(
    tmp_path: Path, golive: Golive
) -> None:
    """Of two scripts the name decides; it is called as it is installed, and not as the file beside it."""
    scripts = '[project.scripts]\nshop-admin = "shop.admin:main"\nshop-sync = "shop.sync:main"\n'
    (tmp_path / "pyproject.toml").write_text(scripts)
    (tmp_path / "main.py").write_text("")
    assert command_of(tmp_path) == ["shop-sync"]
    said = golive("init", str(tmp_path), "--no-run")
    assert (
        "shop-sync is the candidate; [project.scripts] of pyproject.toml has shop-admin as well" in said.out
    )
    steps = yaml.safe_load((tmp_path / WORKFLOW).read_text())["jobs"]["golive"]["steps"]
    assert "pip install ." in [step.get("run") for step in steps]
    installed = tmp_path / ".venv/bin/shop-sync"
    installed.parent.mkdir(parents=True)
    installed.write_text("")
    assert command_of(tmp_path) == [".venv/bin/shop-sync"]
    assert installs_of(tmp_path, [".venv/bin/shop-sync"]) == "python -m venv .venv && .venv/bin/pip install ."
    assert installs_of(tmp_path, ["node", "x.mjs"]) == ""


@pytest.mark.parametrize(
    "text", ["[", "", "[project]", "project = 3", "[project]\nscripts = 3", "[project.scripts]"]
)
def test_a_pyproject_without_scripts_is_passed_over(tmp_path: Path, text: str) -> None:
    (tmp_path / "pyproject.toml").write_text(text)
    assert command_of(tmp_path) == []


@pytest.mark.parametrize("text", ["{", "[]", '{"main": 3}', '{"main": "gone.js"}'])
def test_a_package_json_that_says_nothing_is_passed_over(tmp_path: Path, text: str) -> None:
    (tmp_path / "package.json").write_text(text)
    assert command_of(tmp_path) == []


def test_the_command_line_is_taken_apart_as_a_shell_does(tmp_path: Path, golive: Golive) -> None:
    (tmp_path / "my connector.py").write_text("")
    said = golive("init", str(tmp_path), "--command", "{python} 'my connector.py' --once", "--no-run")
    assert said.status == 0, said.err
    command = load(tmp_path / CANDIDATE).command
    assert command is not None
    assert command.parts[0].arguments == ("{python}", "../my connector.py", "--once")


@pytest.mark.parametrize("command", [(), ("node", "x.mjs")])
def test_the_workflow_is_a_gate_over_what_init_ran(tmp_path: Path, command: tuple[str, ...]) -> None:
    start = Start(tmp_path, command)
    start.write(force=False)
    steps = yaml.safe_load((tmp_path / WORKFLOW).read_text())["jobs"]["golive"]["steps"]
    (run,) = [step["run"] for step in steps if step.get("run", "").startswith("golive")]
    assert run == " ".join(["golive", *start.gate])
    assert start.gate[1 : len(start.run)] == start.run[1:]
    assert ("--clock live" in run) == bool(command)


def test_a_directory_that_is_none_is_named(tmp_path: Path, golive: Golive) -> None:
    said = golive("init", str(tmp_path / "none"))
    assert said.status == INPUT_STATUS
    assert "expected a directory" in said.err
