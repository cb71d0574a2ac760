"""An earlier commit of this repository beside the present one, with the same interpreter and the same libraries."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

EARLIER = "ed674e6"
"""The commit that speed is compared with."""
NO_LONGER_NEEDED = ("waitress==3.0.2",)
"""What that commit needs and this one does not."""
_HERE = Path(__file__).parents[2]


@contextmanager
def earlier() -> Generator[Path | None, None, None]:
    """The tree of that commit, in a temporary folder; None where git does not have it, as in a shallow clone."""
    with tempfile.TemporaryDirectory(prefix="golive-earlier-") as folder:
        tree = Path(folder) / EARLIER
        if _git("worktree", "add", "--detach", str(tree), EARLIER) != 0:
            yield None
            return
        try:
            libraries = [*NO_LONGER_NEEDED, "--target", str(tree / "libraries")]
            pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps"]
            subprocess.run([*pip, *libraries], check=True, capture_output=True)
            yield tree
        finally:
            _git("worktree", "remove", "--force", str(tree))


def environment(tree: Path) -> dict[str, str]:
    """The environment of a process that imports that tree."""
    return {**os.environ, "PYTHONPATH": os.pathsep.join([str(tree), str(tree / "libraries")])}


def _git(*words: str) -> int:
    return subprocess.run(["git", *words], cwd=_HERE, capture_output=True, check=False).returncode
