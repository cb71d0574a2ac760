"""The commit of a working directory, read from the files of git."""

from __future__ import annotations

import re
from pathlib import Path

_COMMIT = re.compile(r"[0-9a-f]{40}([0-9a-f]{24})?")


def commit_of(folder: Path) -> str:
    """Return the commit that is checked out in the repository around a folder; empty where there is none.

    Changes that are not committed are not seen. No program is run.
    """
    try:
        for place in (folder.absolute(), *folder.absolute().parents):
            git = _git_of(place / ".git")
            if git is not None:
                return _head(git)
    except (OSError, UnicodeDecodeError):
        pass
    return ""


def _git_of(marker: Path) -> Path | None:
    """Return the git directory that a `.git` is, or names; of a worktree its own one."""
    if marker.is_dir():
        return marker
    if not marker.is_file():
        return None
    named = marker.read_text("utf-8").partition("gitdir:")[2].strip()
    return marker.parent / named if named else None


def _head(git: Path) -> str:
    head = (git / "HEAD").read_text("utf-8").strip()
    ref = head.removeprefix("ref:").strip()
    if ref == head:
        return _checked(head)
    common = git / "commondir"
    shared = git / common.read_text("utf-8").strip() if common.is_file() else git
    for home in (git, shared):
        if (home / ref).is_file():
            return _checked((home / ref).read_text("utf-8").strip())
    packed = shared / "packed-refs"
    if packed.is_file():
        for line in packed.read_text("utf-8").splitlines():
            commit, _, name = line.partition(" ")
            if name == ref:
                return _checked(commit)
    return ""


def _checked(commit: str) -> str:
    return commit if _COMMIT.fullmatch(commit) else ""
