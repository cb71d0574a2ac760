"""The output folder of several runs: new, empty, or that of earlier runs, which are replaced."""

from __future__ import annotations

import shutil
from pathlib import Path

from golive.errors import FolderProblem
from golive.record import folder
from golive.record.batch import COMPARE_FILE, COMPARE_PAGE, GATE_FILE, GATE_PAGE
from golive.record.cells.store import STORE_FILE
from golive.record.cells.sweep import SWEEP_FILE
from golive.record.files import PART
from golive.record.run import JUNIT_FILE
from golive.record.studies import STUDY_FILE, STUDY_PAGE

OF_A_SWEEP = (STORE_FILE, Path(SWEEP_FILE).stem + ".")
"""Beginnings of the names in the folder of a sweep."""
OURS = (GATE_FILE, GATE_PAGE, COMPARE_FILE, COMPARE_PAGE, JUNIT_FILE, STUDY_FILE, STUDY_PAGE)


def place(out: str | None, stem: str) -> Path:
    """Create the folder. Without `out` it is the first free name under `runs/`. Raises FolderProblem."""
    if out is None:
        return folder.free_folder(stem)
    path = folder.as_path(out, "--out ")
    try:
        if path.is_dir():
            with folder.in_use(path):
                _clear(path)
        path.mkdir(parents=True, exist_ok=True)
    except (OSError, ValueError) as error:
        raise FolderProblem(f"--out {folder.shown(out)}: cannot be used: {folder.reason(error)}") from error
    return path


def keep(out: str | None, stem: str) -> Path:
    """Create the folder of a sweep, or go on in one. Without `out` it is the first free name under `runs/`.

    Raises FolderProblem for a folder with anything else in it.
    """
    if out is None:
        return folder.free_folder(stem)
    path = folder.as_path(out, "--out ")
    try:
        path.mkdir(parents=True, exist_ok=True)
        others = [item.name for item in sorted(path.iterdir()) if not item.name.startswith(OF_A_SWEEP)]
    except (OSError, ValueError) as error:
        raise FolderProblem(f"--out {folder.shown(out)}: cannot be used: {folder.reason(error)}") from error
    if others:
        raise FolderProblem(
            f"--out {folder.shown(path)}: expected an empty folder or one of an earlier comparison of several "
            f"scenarios, it holds {others[0]!r}"
        )
    return path


def _clear(path: Path) -> None:
    """Delete the files of earlier runs, if there are no others."""
    items = sorted(path.iterdir())
    for item in items:
        if not (item.name.removesuffix(PART) in OURS and item.is_file()) and not folder.is_run(item):
            raise FolderProblem(
                f"--out {folder.shown(path)}: expected an empty folder or one of earlier runs, it holds {item.name!r}"
            )
    for item in items:
        if item.is_dir():
            shutil.rmtree(item)
        else:
            item.unlink()
