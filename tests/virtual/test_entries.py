"""The ways into a Python program, and what is said when there is none."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import golive
from golive.candidates.coroutine import InProcess
from golive.candidates.registry import resolve
from golive.candidates.virtual.candidate import PythonProgram
from golive.errors import CandidateFailed, ScenarioError, UnknownCandidate
from tests.virtual.programs import CALL, SHORT, run, written

MODULE = """
import asyncio, os, sys, time
{call}
def main():
    call_the_shop()
    print("sync", __name__, sys.argv[1:])

async def amain():
    await asyncio.to_thread(call_the_shop)
    await asyncio.sleep(60)
    print("async", round(time.time() % 60, 3))

async def integrate(kit):
    await kit.shop.get("/rest/V1/orders")
    print("with a kit")

main_again = main
if __name__ == "__main__":
    main()
else:
    print("imported by", __name__ == "entered" and "a program" * ("golive" not in sys.modules))
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "entered.py").write_text(MODULE.format(call=CALL.rpartition("call_the_shop()")[0]))
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("named", "lines"),
    [
        ("entered:main", ["imported by a program", "sync entered []"]),
        ("entered:amain", ["imported by a program", "async 0.006"]),
        ("entered:main_again", ["imported by a program", "sync entered []"]),
        ("./entered.py", ["sync __main__ []"]),
        ("entered.py", ["sync __main__ []"]),
    ],
)
def test_a_function_and_a_script_run_as_programs(folder: Path, named: str, lines: list[str]) -> None:
    assert written(golive.run("calm", named, sets=SHORT)) == lines


def test_a_program_is_not_imported_into_golive(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert isinstance(resolve("entered:main"), PythonProgram)
    assert capsys.readouterr().out == ""


def test_a_coroutine_function_with_a_parameter_gets_a_kit(folder: Path) -> None:
    assert isinstance(resolve("entered:integrate"), InProcess)


def test_a_candidate_file_gives_arguments_environment_and_interpreter(folder: Path) -> None:
    code = (
        "import os, sys, time; print(sys.argv, os.environ['LEVEL'], os.getcwd() == os.path.dirname(__file__))"
    )
    (folder / "job.py").write_text(CALL + code)
    said = {"python": "job.py", "arguments": ["--every", "60s"], "env": {"LEVEL": "low"}}
    (folder / "job.yaml").write_text(json.dumps(said))
    result = golive.run("calm", "job.yaml", sets=SHORT)
    assert written(result) == [f"['{folder}/job.py', '--every', '60s'] low True"]
    assert result.record.candidate == "job"


def test_another_interpreter_needs_nothing_of_golive(folder: Path) -> None:
    interpreter = folder / "isolated"
    import sys

    interpreter.write_text(f'#!/bin/sh\nexec {sys._base_executable} -S "$@"\n')  # type: ignore[attr-defined]
    interpreter.chmod(0o755)
    (folder / "job.py").write_text(CALL + "import sys; print('flask' in sys.modules, sys.flags.no_site)")
    (folder / "job.yaml").write_text(json.dumps({"python": "job.py", "interpreter": "./isolated"}))
    assert written(golive.run("calm", "job.yaml", sets=SHORT)) == ["False 1"]


def test_a_package_that_golive_s_python_lacks_is_answered_with_the_key_that_names_another(
    folder: Path,
) -> None:
    (folder / "lacking.py").write_text("import no_such_package_at_all")
    with pytest.raises(CandidateFailed, match=r"no_such_package_at_all.*interpreter: \.venv/bin/python"):
        golive.run("calm", "lacking.py", sets=SHORT)


def test_a_script_that_is_not_there_is_named_before_the_run(folder: Path) -> None:
    (folder / "gone.yaml").write_text("python: gone.py")
    with pytest.raises(UnknownCandidate, match=r"python: expected a script beside the file, got gone\.py"):
        resolve("./gone.yaml")


@pytest.mark.parametrize(
    ("key", "value"),
    [("arguments", ["--once"]), ("env", {"LEVEL": "low"}), ("webhook", "/hooks"), ("hook", "/hooks")],
)
def test_what_has_no_effect_on_a_coroutine_is_refused(folder: Path, key: str, value: object) -> None:
    (folder / "kitted.yaml").write_text(json.dumps({"python": "entered:integrate", key: value}))
    with pytest.raises(UnknownCandidate, match=f"^{key}: entered:integrate is a coroutine function"):
        resolve("./kitted.yaml")


def test_a_module_runs_as_by_python_m(folder: Path) -> None:
    package = folder / "acme"
    package.mkdir()
    (package / "__init__.py").write_text("")
    (package / "orders.py").write_text("def send():\n    print('sent')\n")
    end = "from .orders import send\nimport sys\nprint(__name__, __package__, sys.argv[1:])\nsend()\n"
    (package / "__main__.py").write_text(CALL + end)
    (package / "sync.py").write_text(CALL + end)
    for named, argument in (("acme", "--once"), ("acme.sync", "--all")):
        (folder / "job.yaml").write_text(json.dumps({"python": named, "arguments": [argument]}))
        assert written(golive.run("calm", "job.yaml", sets=SHORT)) == [
            f"__main__ acme ['{argument}']",
            "sent",
        ]


def test_a_name_that_is_neither_command_nor_module_is_said(folder: Path) -> None:
    (folder / "job.yaml").write_text(json.dumps({"python": "acme-sync", "env": {"PYTHONPATH": "."}}))
    with pytest.raises(
        CandidateFailed, match="no installed package has the command 'acme-sync', and python -m"
    ):
        golive.run("calm", "job.yaml", sets=SHORT)


def test_the_console_command_of_a_package(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = folder / "packages"
    info = package / "acme_sync-1.0.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: acme-sync\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text("[console_scripts]\nacme-sync = acme_sync:cli\n")
    (package / "acme_sync.py").write_text(CALL + "def cli():\n    import sys; print(sys.argv); return 3\n")
    said = {"python": "acme-sync", "arguments": ["--once"], "env": {"PYTHONPATH": str(package)}}
    (folder / "acme.yaml").write_text(json.dumps(said))
    result = golive.run("calm", "acme.yaml", sets=SHORT)
    assert written(result) == ["['acme-sync', '--once']"]
    assert result.record.ended == "exit status 3"
    monkeypatch.syspath_prepend(str(package))
    assert isinstance(resolve("acme-sync"), PythonProgram)


@pytest.mark.parametrize(
    ("named", "message"),
    [
        ("missing.py", "expected a Python script, got a path with no file"),
        ("entered:nothing", "module 'entered' has no 'nothing'"),
        ("no-such-command", "the console command of an installed package"),
        ("os:sep", "expected `async def sep(kit)` or the main function of a program, got str"),
    ],
)
def test_what_is_no_candidate_is_said(folder: Path, named: str, message: str) -> None:
    with pytest.raises(UnknownCandidate) as caught:
        resolve(named)
    assert message in str(caught.value)


def test_a_command_that_is_not_installed_is_named(folder: Path) -> None:
    (folder / "acme.yaml").write_text("python: no-such-command")
    with pytest.raises(UnknownCandidate, match=r"a package that is installed for .* got no-such-command"):
        resolve("./acme.yaml")


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ({"python": "job.py", "stop": "5s"}, "it belongs to command"),
        ({"command": ["x"], "arguments": ["y"]}, "it belongs to python"),
        ({"design": {}, "env": {"A": "b"}}, "it belongs to command, processes, attach or python"),
    ],
)
def test_a_key_beside_another_way_in_is_refused(folder: Path, said: object, message: str) -> None:
    (folder / "file.yaml").write_text(json.dumps(said))
    with pytest.raises(ScenarioError) as caught:
        resolve("./file.yaml")
    assert message in str(caught.value)


def test_a_program_finds_its_configuration_file_and_it_is_removed_afterwards(tmp_path: Path) -> None:
    (tmp_path / "config.tpl.ini").write_text("[shop]\nurl = {shop.url}\ntoken = {shop.bearer}\n")
    code = """
    import configparser, os, stat, sys
    config = configparser.ConfigParser()
    config.read(sys.argv[1])
    same = [config["shop"]["url"] == os.environ["GOLIVE_SHOP_URL"], config["shop"]["token"] == os.environ["TOKEN"]]
    print(same, oct(stat.S_IMODE(os.stat("config.ini").st_mode)))
    """
    said = {
        "arguments": ["config.ini"],
        "env": {"TOKEN": "{shop.bearer}"},
        "files": [{"template": "config.tpl.ini", "to": "config.ini"}],
    }
    result = run(tmp_path, code, **said)
    assert written(result) == ["[True, True] 0o600"]
    assert not (tmp_path / "config.ini").exists()


def test_a_configuration_file_in_the_way_is_kept_and_named(tmp_path: Path) -> None:
    (tmp_path / "config.tpl.ini").write_text("{shop.url}")
    (tmp_path / "config.ini").write_text("precious")
    with pytest.raises(CandidateFailed, match=r"config\.ini exists already"):
        run(tmp_path, "", files=[{"template": "config.tpl.ini", "to": "config.ini"}])
    assert (tmp_path / "config.ini").read_text() == "precious"
