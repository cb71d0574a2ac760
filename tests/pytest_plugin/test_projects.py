"""The plugin in projects of others, each in a process of its own: what it costs, with what it lives together."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from textwrap import dedent

import pytest

pytestmark = pytest.mark.slow

OWN = {
    "reports/__init__.py": "NAME = 'reports of the project'\n",
    "harness/__init__.py": "NAME = 'harness of the project'\n",
    "test_plain.py": """
        import harness, reports

        def test_plain():
            assert (reports.NAME, harness.NAME) == ("reports of the project", "harness of the project")
    """,
}
ENDING = """
    import json, sys
    from pathlib import Path

    def pytest_unconfigure(config):
        Path("modules.json").write_text(json.dumps(sorted(sys.modules)))
"""


def pytest_in(folder: Path, files: dict[str, str], *words: str) -> str:
    """What pytest prints in a project of these files; it must pass."""
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(dedent(text))
    environment = {key: value for key, value in os.environ.items() if not key.startswith("PYTEST_")}
    others = [word for name in ("schemathesis", "hypothesispytest", "faker") for word in ("-p", f"no:{name}")]
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *others, *words]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_a_project_that_does_not_use_it_imports_nothing_of_it(tmp_path: Path) -> None:
    printed = pytest_in(tmp_path, OWN | {"conftest.py": ENDING}, "--co", "-q")
    assert "test_plain.py::test_plain" in printed
    loaded = set(json.loads((tmp_path / "modules.json").read_text()))
    ours = {name for name in loaded if name.partition(".")[0] in ("golive", "golive_reports", "fake_erp")}
    assert ours == {
        "golive",
        "golive.pytest_plugin",
        "golive.pytest_plugin.plugin",
        "golive.pytest_plugin.choice",
    }
    assert not loaded & {"simpy", "fake_magento"}


def test_workers_share_a_project_with_fixtures_and_packages_of_its_own(tmp_path: Path) -> None:
    files = OWN | {
        "pytest.ini": """
            [pytest]
            addopts = --strict-markers
            golive_scenario = calm
            golive_dialect = odoo
        """,
        "conftest.py": """
            import pytest

            @pytest.fixture
            def fake_shop():
                return "the project's own"
        """,
        "test_orders.py": """
            import asyncio
            from pathlib import Path

            import pytest

            async def integrate(kit):
                await asyncio.Event().wait()

            @pytest.mark.parametrize("number", range(2))
            def test_fakes(number, fake_erp, fake_shop):
                assert fake_shop == "the project's own"
                assert fake_erp.dialect == "odoo"
                fake_erp.advance("1h")

            @pytest.mark.golive(erp={"dialect": "native"}, sets=["traffic.orders.base=6/h", "clock.duration=1h"])
            @pytest.mark.parametrize("number", range(2))
            def test_runs(number, golive):
                run = golive.run(candidate=integrate)
                assert run.verdict == "broken"
                assert Path(run.report).exists()
        """,
    }
    printed = pytest_in(tmp_path, files, "-n", "2", "--dist", "load", "--golive-out", "kept")
    assert "5 passed" in printed
    reports = sorted(path.relative_to(tmp_path / "kept") for path in (tmp_path / "kept").rglob("report.html"))
    assert {path.parts[0] for path in reports} <= {"gw0", "gw1"}
    assert {path.parts[1:] for path in reports} == {
        ("test_orders", f"test_runs-{number}", "calm", "report.html") for number in range(2)
    }
