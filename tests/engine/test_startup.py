"""What starting up imports, and what Ctrl-C does meanwhile. Each check runs a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import click
import pytest

from golive.cli import completion, generate_names
from golive.cli.group import COMMANDS, golive
from golive.record.folder import RUNS
from golive.record.run import RUN_FILE

HEAVY = (
    "simpy", "faker", "flask", "httptools", "yaml", "jinja2", "locust", "orjson", "rich", "asyncio",
    "fake_erp", "fake_magento", "golive_reports", "golive.scenario", "golive.runner",
)  # fmt: skip
LIST_MODULES = """
import atexit, os, sys
atexit.register(lambda: open(os.environ["SEEN"], "w").write("\\n".join(sys.modules)))
"""
INTERRUPT = """
import os, signal, sys

class Interrupting:
    def find_spec(self, name, path=None, target=None):
        if name == os.environ["INTERRUPT_AT"]:
            sys.meta_path.remove(self)
            os.kill(os.getpid(), signal.SIGINT)

sys.meta_path.insert(0, Interrupting())
"""


def started(folder: Path, site: str, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """The command line in a process of its own that carries out `site` before anything of golive is imported."""
    (folder / "site").mkdir()
    (folder / "site" / "sitecustomize.py").write_text(site)
    return subprocess.run(
        [sys.executable, "-P", "-m", "golive", *words],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(folder / "site"), **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


# -- imports ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "environment"),
    [
        (["--version"], {}),
        (["--help"], {}),
        (["run", "--help"], {}),
        (["serve", "--help"], {}),
        (["completion", "bash"], {}),
        ([], {"COMP_WORDS": "golive ", "COMP_CWORD": "1"}),
        ([], {"COMP_WORDS": "golive run ", "COMP_CWORD": "2"}),
        ([], {"COMP_WORDS": "golive run --candidate ", "COMP_CWORD": "3"}),
        ([], {"COMP_WORDS": "golive load --scenario ", "COMP_CWORD": "3"}),
        ([], {"COMP_WORDS": "golive show ", "COMP_CWORD": "2"}),
    ],
)
def test_help_version_and_completion_import_nothing_heavy(
    tmp_path: Path, words: list[str], environment: dict[str, str]
) -> None:
    if environment:
        environment = {**environment, "_GOLIVE_COMPLETE": "bash_complete"}
    done = started(tmp_path, LIST_MODULES, *words, SEEN=str(tmp_path / "seen"), **environment)
    assert (done.returncode, done.stderr) == (0, "")
    seen = (tmp_path / "seen").read_text().splitlines()
    assert [name for name in HEAVY if name in seen] == []
    assert "click" in seen


def test_canary_of_the_imports(tmp_path: Path) -> None:
    """A command that reads scenarios imports some of what the others must not."""
    started(tmp_path, LIST_MODULES, "scenarios", SEEN=str(tmp_path / "seen"))
    assert "yaml" in (tmp_path / "seen").read_text().splitlines()


def test_a_virtual_run_imports_no_server(tmp_path: Path) -> None:
    words = ("run", "calm", "--quiet", "--set", "clock.duration=1m", "--set", "clock.settle=1m")
    started(tmp_path, LIST_MODULES, *words, SEEN=str(tmp_path / "seen"))
    seen = (tmp_path / "seen").read_text().splitlines()
    servers = ("flask", "httptools", "urllib3", "golive.live", "golive.load.live", "golive.load.processes")
    assert [name for name in servers if name in seen] == []
    assert "simpy" in seen


def test_the_table_of_commands_is_that_of_their_modules() -> None:
    context = click.Context(golive)
    for name, (place, about) in COMMANDS.items():
        command = golive.get_command(context, name)
        assert command is not None
        assert command.name == name, place
        assert command.get_short_help_str(200) == about


# -- completion ------------------------------------------------------------------------------------------------


def test_the_names_are_those_of_the_code() -> None:
    assert completion.NAMES.read_text("utf-8") == generate_names.text(), "run: make docs"
    assert (str(RUNS), RUN_FILE) == (completion.RUNS, completion.RUN_FILE)


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        (["ga"], {"gate"}),
        (["run", "month"], {"month-end"}),
        (["run", "--candidate", "na"], {"naive"}),
        (["gate", "calm", "black-friday-"], {"black-friday-2am"}),
        (["serve", "erp", "--profile", "net"], {"netsuite"}),
        (["serve", "erp", "--profile", "netsuite,s4"], {"netsuite,s4hana"}),
        (["run", "calm", "--set", "chaos[0].fault=lose"], {"chaos[0].fault=lose_reply"}),
        (["run", "calm", "--set", "chaos[0].on=erp.order.cr"], {"chaos[0].on=erp.order.create"}),
        (["run", "calm", "--set", "erp.profile=odo"], {"erp.profile=odoo"}),
        (["erp", "quirks", "drop_o"], {"drop_order"}),
        (["show", "ca"], {"calm-reference-1"}),
        (["events", "order.c"], None),
    ],
)
def test_names_are_completed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, typed: list[str], offered: set[str] | None
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / RUNS / "calm-reference-1").mkdir(parents=True)
    (tmp_path / RUNS / "calm-reference-1" / RUN_FILE).write_text("{}")
    (tmp_path / RUNS / "calm-interrupted").mkdir()
    shell = completion.Bash(golive, {}, "golive", "_GOLIVE_COMPLETE")
    found = {item.value for item in shell.get_completions(typed[:-1], typed[-1]) if item.type == "plain"}
    expected = {name for name in completion.names("events") if name.startswith(typed[-1])}
    assert found == (expected if offered is None else offered)


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("golive run calm --set erp.profile = odo", "plain,odoo"),
        ("golive run calm --set chaos[0].fault = slo", "plain,slow"),
        ("golive run calm --set erp.profile =", "plain,netsuite"),
        ("golive run mon", "plain,month-end"),
    ],
)
def test_bash_takes_the_equals_sign_for_a_word_of_its_own(
    monkeypatch: pytest.MonkeyPatch, line: str, offered: str
) -> None:
    monkeypatch.setenv("COMP_WORDS", line)
    monkeypatch.setenv("COMP_CWORD", str(len(line.split()) - 1))
    assert offered in completion.Bash(golive, {}, "golive", "_GOLIVE_COMPLETE").complete().splitlines()


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_script_of_a_shell_comes_out_either_way(tmp_path: Path, shell: str) -> None:
    """By the command, and by the variable that click reads: an exit of click's is not the candidate's."""
    by_command = started(tmp_path, "", "completion", shell)
    (tmp_path / "other").mkdir()
    by_variable = started(tmp_path / "other", "", _GOLIVE_COMPLETE=f"{shell}_source")
    assert (by_command.returncode, by_command.stderr) == (0, "")
    assert (by_variable.returncode, by_variable.stderr) == (0, "")
    assert "_GOLIVE_COMPLETE" in by_command.stdout
    assert by_command.stdout.strip() == by_variable.stdout.strip()


def test_the_names_file_is_small_and_plain() -> None:
    found = json.loads(completion.NAMES.read_text("utf-8"))
    assert all(isinstance(about, str) for names in found.values() for about in names.values())
    assert completion.NAMES.stat().st_size < 50_000


# -- Ctrl-C ----------------------------------------------------------------------------------------------------

RUN = ("run", "calm")
GATE = ("gate", "calm", "--seeds", "1,2")
COMPARE = ("compare", "calm", "--candidate", "naive", "--candidate", "reference")
SERVE = ("serve", "both")
MOMENTS = [
    *((words, module) for words in (RUN, GATE, COMPARE, SERVE) for module in ("click", "golive.cli.group")),
    *((words, "golive.scenario.loading.loader") for words in (RUN, GATE, COMPARE, SERVE)),
    *((words, "yaml") for words in (RUN, GATE, COMPARE, SERVE)),
    *((RUN, module) for module in ("golive.runner", "simpy", "faker", "orjson")),
    (GATE, "golive.sweep.gate"),
    (COMPARE, "golive.sweep.comparison"),
    (SERVE, "golive.serve.sandbox"),
]


@pytest.mark.parametrize(
    ("words", "module"), MOMENTS, ids=[f"{words[0]}-{module}" for words, module in MOMENTS]
)
def test_ctrl_c_while_modules_are_imported_is_one_line_and_130(
    tmp_path: Path, words: tuple[str, ...], module: str
) -> None:
    done = started(tmp_path, INTERRUPT, *words, INTERRUPT_AT=module)
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "golive: interrupted\n")
    assert {path.name for path in tmp_path.iterdir()} == {"site"}


def test_ctrl_c_while_a_run_is_prepared_is_one_line_too(tmp_path: Path) -> None:
    """The process of a run, in which other modules are imported, gets no Ctrl-C."""
    words = ("run", "calm", "--set", "clock.duration=1m", "--set", "clock.settle=1m", "--out", "x")
    done = started(tmp_path, INTERRUPT, *words, INTERRUPT_AT="golive.judge.scorecard")
    assert (done.returncode, done.stdout) == (130, "")
    (line,) = done.stderr.splitlines()
    assert line.startswith("golive: interrupted")
