"""Files in folders, in memory: what a shared drive or an SFTP server would hold."""

from __future__ import annotations

import re
from dataclasses import dataclass

from fake_erp.errors import Malformed, NotFound, See
from fake_erp.model import Now

FOLDERS = ("in", "out", "archive", "error")
"""What comes in, what the ERP hands out, what it has worked off, and what it could not read."""
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
LONGEST_NAME = 100
"""Characters in the name of a file that comes in; the ERP puts more before and after it."""


@dataclass(frozen=True, slots=True)
class File:
    """One file: its name, content and time of change in ms since the epoch."""

    name: str
    content: bytes
    changed_at_ms: int


class Files:
    """The folders and their files."""

    def __init__(self, now: Now) -> None:
        self._now = now
        self._folders: dict[str, dict[str, File]] = {folder: {} for folder in FOLDERS}

    def put(self, name: str, content: bytes, folder: str = "in") -> File:
        """Write a file whole; one of that name is replaced, as on any drive. Raises Malformed."""
        if _NAME.fullmatch(name) is None or (folder == "in" and len(name) > LONGEST_NAME):
            raise Malformed(
                f"name: expected 1 to {LONGEST_NAME} letters, digits, '.', '_' and '-', beginning with a letter or "
                f"digit, got {name[:LONGEST_NAME]!a}",
                "name",
            )
        file = self._folder(folder)[name] = File(name, content, self._now())
        return file

    def listed(self, folder: str) -> list[File]:
        """The files of a folder by name. Raises Malformed for a folder there is not."""
        files = self._folder(folder)
        return [files[name] for name in sorted(files)]

    def get(self, name: str, folder: str) -> File:
        """Raises NotFound."""
        file = self._folder(folder).get(name)
        if file is None:
            raise NotFound(
                (
                    f"there is no file {name[:64]!a} in {folder}; ",
                    See("file.list", (("folder", folder),)),
                    " lists what is there",
                ),
                "name",
            )
        return file

    def take(self, name: str, folder: str) -> File:
        """Get a file and remove it. Raises NotFound."""
        file = self.get(name, folder)
        del self._folder(folder)[name]
        return file

    def rename(self, name: str, to: str, folder: str = "in") -> File:
        """Give a file another name, in place of one that has it. Raises NotFound or Malformed."""
        file = self.put(to, self.get(name, folder).content, folder)
        if to != name:
            self.take(name, folder)
        return file

    def has(self, name: str, folder: str) -> bool:
        """Whether a file of that name is in the folder."""
        return name in self._folder(folder)

    def free_name(self, name: str, folder: str) -> str:
        """The name, or with `.2`, `.3` ... before its extension when it is taken."""
        stem, dot, extension = name.rpartition(".")
        if not dot:
            stem, extension = name, ""
        found, number = name, 1
        while self.has(found, folder):
            number += 1
            found = f"{stem}.{number}{dot}{extension}"
        return found

    def _folder(self, folder: str) -> dict[str, File]:
        files = self._folders.get(folder)
        if files is None:
            raise Malformed(f"folder: expected one of {', '.join(FOLDERS)}; got {folder[:64]!a}", "folder")
        return files
