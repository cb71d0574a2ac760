"""golive beside the user's own modules: it shadows none of theirs, and none of theirs shadows what is installed."""

from __future__ import annotations

import os
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from golive import plugins, scenario
from golive.candidates.registry import resolve
from golive.errors import DottedPathError, ScenarioError, UnknownCandidate

SHORT = ("--set", "clock.duration=2m", "--set", "clock.settle=3m", "--set", "expect.orders.exact=0..9999")
TINY = ("--set", "clock.duration=2m", "--set", "clock.settle=3m")
GENERIC = ("harness", "reports", "scenarios", "tests", "docs")
CANDIDATE = """
from golive.candidates import naive
{imports}

async def integrate(kit):
    await naive.integrate(kit)
"""
FAULT = """
class SlowVpn:
    "Every call takes longer."
    SEAM = "exchange"
    DEFAULT_ON = ("erp",)
    SETTINGS = ()

    @staticmethod
    def outcomes(*_):
        return ()
"""
ENTRIES = {
    "golive": [str(Path(sys.executable).with_name("golive"))],
    "python -m golive": [sys.executable, "-m", "golive"],
}
COMMANDS = {
    "run": ("run", "calm", "--candidate", "mine:integrate", "--quiet", *TINY),
    "gate": ("gate", "calm", "--candidate", "mine:integrate", "--quiet", *TINY),
    "compare": ("compare", "calm", "--candidate", "mine:integrate", "--candidate", "naive", "--quiet", *TINY),
    "refused": ("serve", "erp", "--webhook", "http://127.0.0.1:1/"),
}
"""A sandbox does not end by itself; that it refuses an option shows that all of it was imported."""


@pytest.fixture(params=["packages", "empty"])
def project(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A folder of a user with packages, or empty folders, of the names of golive's own folders."""
    imports = []
    for name in GENERIC:
        (tmp_path / name).mkdir()
        if request.param == "packages":
            (tmp_path / name / "__init__.py").write_text("MINE = True\n")
            imports.append(f"import {name}\nassert {name}.MINE")
    (tmp_path / "mine.py").write_text(CANDIDATE.format(imports="\n".join(imports)))
    return tmp_path


def said(words: list[str], folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    clean = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    return subprocess.run(
        words,
        cwd=folder,
        env={**clean, **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )


@pytest.mark.parametrize("entry", ENTRIES)
@pytest.mark.parametrize("command", COMMANDS)
def test_a_project_may_have_folders_of_the_same_names(project: Path, entry: str, command: str) -> None:
    done = said([*ENTRIES[entry], *COMMANDS[command]], project)
    if command == "refused":
        assert (done.returncode, "--webhook: it is about the shop" in done.stderr) == (3, True), done.stderr
    else:
        assert done.returncode in (0, 1, 2), done.stdout + done.stderr
        assert done.stderr == ""


def test_the_same_works_under_pytest(project: Path) -> None:
    """pytest puts the folder of a test first on the import path; a gate's processes find the candidate there too."""
    (project / "checks").mkdir()
    (project / "checks" / "only_here.py").write_text(CANDIDATE.format(imports=""))
    (project / "checks" / "test_it.py").write_text(
        textwrap.dedent(f"""
        import pytest
        from golive.cli.main import main

        @pytest.mark.parametrize("command", ["run", "gate"])
        @pytest.mark.parametrize("candidate", ["mine:integrate", "only_here:integrate"])
        def test_it(command, candidate):
            with pytest.raises(SystemExit) as ended:
                main([command, "calm", "--candidate", candidate, "--quiet", *{TINY!r}])
            assert ended.value.code in (0, 1, 2)
        """)
    )
    words = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-p",
        "no:cacheprovider",
        "-p",
        "no:schemathesis",
        "checks",
    ]
    done = said(words, project)
    assert (done.returncode, "4 passed" in done.stdout) == (0, True), done.stdout + done.stderr


# -- dotted paths ----------------------------------------------------------------------------------------------


def test_a_fault_is_found_beside_its_scenario(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also beside a base, and from another working folder."""
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    (tmp_path / "company_faults").mkdir()
    (tmp_path / "company_faults" / "vpn.py").write_text(FAULT)
    (tmp_path / "vpn.yaml").write_text(
        "base: calm\nname: vpn\nchaos:\n  - fault: company_faults.vpn:SlowVpn\n    on: erp\n"
    )
    (tmp_path / "below").mkdir()
    (tmp_path / "below" / "more.yaml").write_text("base: ../vpn.yaml\nname: more\n")
    for path in ("vpn.yaml", "below/more.yaml"):
        (found,) = scenario.load(str(tmp_path / path)).faults
        assert found.fault_class.__name__ == "SlowVpn"


def test_a_change_and_a_candidate_are_found_in_the_same_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    (tmp_path / "of_a_change.py").write_text(
        "class Move:\n    'Moves.'\n    SETTINGS = ()\n    PASSES = False\n"
    )
    (tmp_path / "change.yaml").write_text(
        "base: calm\nname: c\nchaos: [{change: 'of_a_change:Move', at: 5m}]\n"
    )
    (change,) = scenario.load(str(tmp_path / "change.yaml")).changes
    assert change.change_class.__name__ == "Move"
    (tmp_path / "of_a_candidate.py").write_text(CANDIDATE.format(imports=""))
    (tmp_path / "candidate.yaml").write_text("python: of_a_candidate:integrate\n")
    assert resolve(str(tmp_path / "candidate.yaml")).name == "candidate"


def test_two_modules_of_one_name_in_two_folders_are_two(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "twin_module.py").write_text(f"NAME = {name!r}\n")
    for name in ("one", "two", "one"):
        assert plugins.find("twin_module:NAME", [tmp_path / name]) == name


def test_a_package_without_init_is_found(tmp_path: Path) -> None:
    (tmp_path / "spacious" / "inner").mkdir(parents=True)
    (tmp_path / "spacious" / "inner" / "part.py").write_text("NAME = 1\n")
    assert plugins.find("spacious.inner.part:NAME", [tmp_path]) == 1


@pytest.mark.parametrize("name", ["yaml", "requests", "golive", "json", "wave"])
def test_a_module_named_like_an_installed_one_is_refused_and_never_imported(
    tmp_path: Path, name: str
) -> None:
    (tmp_path / f"{name}.py").write_text("raise RuntimeError('never')\n")
    with pytest.raises(DottedPathError, match=f"the module '{name}' is that of .*rename the latter"):
        plugins.find(f"{name}:integrate", [tmp_path])
    assert str(tmp_path) not in sys.path


def test_a_folder_does_not_shadow_what_is_imported_later(tmp_path: Path) -> None:
    """`wave` is of the standard library and imported by nothing here."""
    (tmp_path / "wave.py").write_text("MINE = True\n")
    (tmp_path / "mine_beside_wave.py").write_text("import wave\nHAS = hasattr(wave, 'MINE')\n")
    assert plugins.find("mine_beside_wave:HAS", [tmp_path]) is False


@pytest.mark.parametrize(
    ("named", "message"),
    [
        ("nowhere.at.all:x", r"cannot import 'nowhere.at.all': No module named 'nowhere'"),
        ("yaml:nonsense", r"module 'yaml' has no 'nonsense'; 'yaml' is that of .*yaml"),
        ("yaml.nonsense:x", r"cannot import 'yaml.nonsense'.*; 'yaml' is that of .*yaml"),
        ("yaml:safe_laod", r"did you mean safe_load\?"),
        ("yaml", r"expected package.module:name, got 'yaml'"),
        (":x", r"expected package.module:name"),
    ],
)
def test_what_is_not_found_is_said(tmp_path: Path, named: str, message: str) -> None:
    (tmp_path / "yaml").mkdir()
    with pytest.raises(DottedPathError, match=message):
        plugins.find(named, [tmp_path])


def test_the_message_names_where_it_was_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "yaml.py").write_text("")
    with pytest.raises(UnknownCandidate, match="--candidate yaml:integrate: the module 'yaml' is that of"):
        resolve("yaml:integrate")
    (tmp_path / "s.yaml").write_text("base: calm\nname: s\nchaos:\n  - fault: yaml:Slow\n    on: erp\n")
    with pytest.raises(ScenarioError, match=r"s\.yaml:4: chaos\[0\]\.fault: .*the module 'yaml' is that of"):
        scenario.load("./s.yaml")
