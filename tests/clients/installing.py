"""Published clients, as their registries give them, each in a folder of its own under `.clients/`.

They are installed once and kept. What cannot be installed is a failed test that says why, never a skipped one.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

PROGRAMS = Path(__file__).parent / "programs"
CACHE = Path(__file__).parents[2] / ".clients"
LONGEST_S = 300


@dataclass(frozen=True, slots=True)
class Published:
    """`packages` are requirements of pip, or of npm when `node` is set; the program is `with_` and its name."""

    name: str
    packages: tuple[str, ...]
    node: bool = False

    @property
    def folder(self) -> Path:
        return CACHE / "-".join(self.packages).replace("==", "-").replace("@", "-")

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Keep other processes from installing the same packages meanwhile."""
        CACHE.mkdir(exist_ok=True)
        with (CACHE / f"{self.folder.name}.lock").open("w") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield

    def install(self) -> None:
        """Unless it is there already."""
        with self.locked():
            if not (self.folder / ".ready").exists():
                self._install()

    def _install(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)
        if self.node:
            command = [self._tool("npm"), "install", "--silent", "--no-audit", "--no-fund", *self.packages]
        else:
            command = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
            command += ["--target", ".", *self.packages]
        done = subprocess.run(
            command, cwd=self.folder, capture_output=True, text=True, timeout=LONGEST_S, check=False
        )
        if done.returncode:
            pytest.fail(
                f"could not install {' '.join(self.packages)}:\n{done.stdout}{done.stderr}", pytrace=False
            )
        (self.folder / ".ready").touch()

    def drive(self, *arguments: str) -> None:
        """Run the client's program; what it says is the failure."""
        self.run(PROGRAMS / f"with_{self.name}{'.js' if self.node else '.py'}", *arguments)

    def run(self, program: Path, *arguments: str) -> None:
        """Run any program that uses what is installed here; what it says is the failure."""
        self.install()
        environment = {
            name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "MAGENTO"))
        }
        if self.node:
            command = [self._tool("node"), str(program)]
            environment["NODE_PATH"] = str(self.folder / "node_modules")
        else:
            command = [sys.executable, "-S", str(program)]
            environment["PYTHONPATH"] = str(self.folder)
        command += arguments
        with tempfile.TemporaryDirectory() as here:  # some clients write their logs where they stand
            done = subprocess.run(
                command,
                cwd=here,
                capture_output=True,
                text=True,
                timeout=LONGEST_S,
                env=environment,
                check=False,
            )
        if done.returncode:
            pytest.fail(
                f"{self.name} is not content:\n{done.stdout[-2000:]}{done.stderr[-6000:]}", pytrace=False
            )

    def _tool(self, name: str) -> str:
        found = shutil.which(name)
        if found is None:
            pytest.fail(f"{self.name} needs {name}, which is not on the PATH", pytrace=False)
        return found
