"""Files that are costly to make, each made once for all tests and all workers of pytest-xdist."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from tests.runs import locked


class Once:
    """`once(name, make)` is what `make` returned for a folder of that name; tests must not write to it.

    It is made by whichever process comes first; the others wait for it.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._folder.mkdir(parents=True, exist_ok=True)

    def __call__(self, name: str, make: Callable[[Path], Path]) -> Path:
        folder, made = self._folder / name, self._folder / f"{name}.made"
        with locked(self._folder / f"{name}.lock"):
            if not made.exists():
                shutil.rmtree(folder, ignore_errors=True)  # what a process that was killed had begun
                folder.mkdir()
                part = made.with_suffix(".part")
                part.write_text(str(make(folder)))
                part.rename(made)
        return Path(made.read_text())
