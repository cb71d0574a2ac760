"""Whether the files of a run folder belong together: size and SHA-256 of each as they were when the run ended."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

from golive.errors import FolderProblem
from golive.record import folder
from golive.record.rows import StoredPart
from golive.record.run import LEDGER_FILE, ORDERS_FILE, RUN_FILE, SCORECARD_FILE, RunRecord, Scorecard

STORED = (LEDGER_FILE, ORDERS_FILE)


def stored(path: Path) -> StoredPart:
    """Return size and digest of a file. Raises OSError."""
    with path.open("rb") as file:
        return {"bytes": path.stat().st_size, "sha256": hashlib.file_digest(file, "sha256").hexdigest()}


def check(run_dir: Path, record: RunRecord, names: Iterable[str] = STORED, *, by_size: bool = False) -> None:
    """Raises FolderProblem for a file that is not the one the run wrote. Missing files, and older folders, pass.

    `by_size` compares sizes only, which does not read the files.
    """
    for name in names:
        path, expected = run_dir / name, record.parts.get(name)
        if expected is None or not path.exists():
            continue
        try:
            size = path.stat().st_size
            if size != expected["bytes"]:
                raise FolderProblem(_words(path, f"{expected['bytes']:,} bytes", f"{size:,}"))
            if not by_size and (digest := stored(path)["sha256"]) != expected["sha256"]:
                raise FolderProblem(_words(path, f"the SHA-256 {expected['sha256'][:12]}", digest[:12]))
        except OSError as error:
            raise FolderProblem(f"{path}: cannot be read: {folder.reason(error)}") from error


def check_scorecard(run_dir: Path, record: RunRecord, card: Scorecard) -> None:
    """Raises FolderProblem for a scorecard that was judged from another ledger than that of the run record."""
    expected = record.parts.get(LEDGER_FILE)
    if expected is not None and card.ledger_sha256 not in ("", expected["sha256"]):
        came = f"{card.ledger_sha256[:12]}"
        wanted = f"the scorecard of the ledger with the SHA-256 {expected['sha256'][:12]}"
        raise FolderProblem(_words(run_dir / SCORECARD_FILE, wanted, came))


def _words(path: Path, expected: str, came: str) -> str:
    return (
        f"{path}: expected {expected} as {RUN_FILE} beside it names, got {came}: the file belongs to another run or "
        "was changed; restore it, or run the command in run.json again"
    )
