"""The output folder of several runs: new, empty, or that of earlier runs, which are replaced."""

from __future__ import annotations

import shutil
from pathlib import Path

from golive.errors import FolderProblem
from golive.record import folder
from golive.record.batch import COMPARE_FILE, COMPARE_PAGE, GATE_FILE
from golive.record.folder import DATA_FOLDER, FILES
from golive.record.run import JUNIT_FILE

OURS = (GATE_FILE, COMPARE_FILE, COMPARE_PAGE, JUNIT_FILE)
_HALF = ".part"


def place(out: str | None, stem: str) -> Path:
    """Create the folder. Without `out` it is the first free name under `runs/`. Raises FolderProblem."""
    if out is None:
        return folder.free_folder(stem)
    path = Path(out)
    try:
        path = path.expanduser()
        if path.is_dir():
            _clear(path)
        path.mkdir(parents=True, exist_ok=True)
    except (OSError, RuntimeError) as error:
        raise FolderProblem(
            f"--out {out}: cannot be used: {getattr(error, 'strerror', None) or error}"
        ) from error
    return path


def _clear(path: Path) -> None:
    """Delete the files of earlier runs, if there are no others."""
    items = sorted(path.iterdir())
    for item in items:
        if not (item.name.removesuffix(_HALF) in OURS and item.is_file()) and not _is_run(item):
            raise FolderProblem(
                f"--out {path}: expected an empty folder or one of earlier runs, it holds {item.name!r}"
            )
    for item in items:
        if item.is_dir():
            shutil.rmtree(item)
        else:
            item.unlink()


def _is_run(item: Path) -> bool:
    """Whether the item is a folder that contains only what a run leaves."""
    if item.is_symlink() or not item.is_dir():
        return False
    return all(
        each.name.removesuffix(_HALF) in FILES if each.is_file() else each.name == DATA_FOLDER
        for each in item.iterdir()
    )
