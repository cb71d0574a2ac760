"""What `--deep` remembers between two starts: the tests that have passed on this state of the files."""

from __future__ import annotations

import subprocess
import zlib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / ".deep"


def state_of_the_files(root: Path = ROOT) -> str:
    """The commit, with a checksum of what was changed since; empty where there is no version control."""

    def git(*words: str) -> bytes:
        return subprocess.run(["git", *words], cwd=root, capture_output=True, check=False).stdout

    commit = git("rev-parse", "--short=12", "HEAD").decode().strip()
    changes = git("diff", "HEAD")
    for name in git("ls-files", "--others", "--exclude-standard", "-z").decode().split("\0"):
        if name and (root / name).is_file():
            changes += name.encode() + (root / name).read_bytes()
    return f"{commit}-{zlib.crc32(changes):08x}" if commit and changes else commit


class Passed:
    """A pytest plugin: leaves out what is listed in the file, and adds each test that passes, as soon as it does.

    `file` holds one test id a line. With several workers only the process that starts them `writes`.
    """

    def __init__(self, file: Path, writes: bool) -> None:
        self.file = file
        self._writes = writes
        self._before = set(file.read_text("utf-8").splitlines()) if file.exists() else set()
        self._called: set[str] = set()
        if writes:
            file.parent.mkdir(exist_ok=True)

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, config: pytest.Config, items: list[pytest.Item]) -> None:
        done = [item for item in items if item.nodeid in self._before]
        if done:
            config.hook.pytest_deselected(items=done)
            items[:] = [item for item in items if item.nodeid not in self._before]

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.when == "call" and report.passed:
            self._called.add(report.nodeid)
        elif report.when == "teardown" and report.passed and report.nodeid in self._called and self._writes:
            with self.file.open("a", encoding="utf-8") as lines:
                lines.write(report.nodeid + "\n")

    @pytest.hookimpl(optionalhook=True)
    def pytest_configure_node(self, node: object) -> None:
        """Tells a worker of pytest-xdist which file it is."""
        node.workerinput["passed"] = str(self.file)  # type: ignore[attr-defined]

    def pytest_sessionstart(self, session: pytest.Session) -> None:
        terminal = session.config.pluginmanager.get_plugin("terminalreporter")
        if terminal is not None and self._writes:
            terminal.write_line(
                f"{len(self._before)} tests have passed before; each that passes is added to {self.file}"
            )

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Nothing left to run is a success."""
        if session.exitstatus == pytest.ExitCode.NO_TESTS_COLLECTED and self._before:
            session.exitstatus = pytest.ExitCode.OK
