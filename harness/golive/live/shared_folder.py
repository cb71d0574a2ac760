"""The ERP's file folders as real ones, for programs that exchange files: `in`, `out`, `archive` and `error`.

Each `look` copies files from the real `in` to the ERP's `in`; a file the ERP has read disappears. Files of the ERP
appear whole, first under a name that ends in `.tmp`; a file removed from the folder is removed from the ERP too.
"""

from __future__ import annotations

import stat
from collections.abc import Generator, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from fake_erp.channels.folders import FOLDERS, File, Files
from fake_erp.errors import ErpError
from golive.sim import Environment

LOOKS_EVERY_MS = 1000
"""In simulated time ..."""
SHORTEST_PAUSE_S = 0.25
"""... and at most this often in real time: looking costs the machine something."""
LARGEST_BYTES = 16_000_000

_Stamp = tuple[int, int, int]
"""Of a real file: its number, its size, when it was last written."""


class SharedFolder:
    """Ties a folder to the files of an ERP. Everything happens on the thread that calls `look`."""

    def __init__(self, root: Path, files: Files) -> None:
        self.root = root
        self._files = files
        self._taken_in: dict[str, tuple[_Stamp, File]] = {}
        self._put_out: dict[tuple[str, str], File] = {}
        for folder in FOLDERS:
            (root / folder).mkdir(parents=True, exist_ok=True)

    def watch(self, env: Environment, speed: float = 1.0) -> Generator[Any, Any, None]:
        """Look for ever, as a process on a clock that runs `speed` times as fast as real time."""
        pause_ms = max(LOOKS_EVERY_MS, int(SHORTEST_PAUSE_S * 1000 * speed))
        while True:
            yield env.timeout(pause_ms)
            self.look()

    def look(self) -> None:
        """Bring both sides together once. What cannot be read or written now is tried again next time."""
        self._remove_what_was_read()
        self._take_in()
        for folder in FOLDERS[1:]:
            self._put(folder)

    def _remove_what_was_read(self) -> None:
        for name, (stamp, file) in list(self._taken_in.items()):
            if self._held("in", name) is not file:
                del self._taken_in[name]
                path = self.root / "in" / name
                if _stamp_of(path) == stamp:
                    with suppress(OSError):
                        path.unlink()

    def _take_in(self) -> None:
        here = {path.name: (path, stamp) for path, stamp in _regular(self.root / "in")}
        for name, (_, file) in list(self._taken_in.items()):
            if name not in here:
                del self._taken_in[name]
                if self._held("in", name) is file:
                    self._files.take(name, "in")
        for name, (path, stamp) in here.items():
            known = self._taken_in.get(name)
            if known is None or known[0] != stamp:
                self._read(name, path, stamp)

    def _read(self, name: str, path: Path, stamp: _Stamp) -> None:
        if stamp[1] > LARGEST_BYTES:
            self._send_back(path, f"the file has {stamp[1]} bytes; send at most {LARGEST_BYTES}")
            return
        try:
            self._taken_in[name] = (stamp, self._files.put(name, path.read_bytes(), "in"))
        except ErpError as error:
            self._send_back(path, str(error))
        except OSError:
            return

    def _send_back(self, path: Path, why: str) -> None:
        """A file the ERP cannot even hold goes to the real `error`, with its reason."""
        with suppress(OSError):
            _write_anew(self.root / "error" / f"{path.name[:200]}.reason.txt", f"{why}\n".encode())
            path.replace(self.root / "error" / path.name)

    def _put(self, folder: str) -> None:
        held = {file.name: file for file in self._files.listed(folder)}
        for (of, name), file in list(self._put_out.items()):
            if of != folder:
                continue
            path = self.root / folder / name
            if held.get(name) is not file:
                del self._put_out[of, name]
                if name not in held:
                    with suppress(OSError):
                        path.unlink()
            elif not path.exists():
                del self._put_out[of, name]
                del held[self._files.take(name, folder).name]
        for name, file in held.items():
            if (folder, name) not in self._put_out and self._write(self.root / folder / name, file.content):
                self._put_out[folder, name] = file

    @staticmethod
    def _write(path: Path, content: bytes) -> bool:
        unfinished = path.with_name(path.name + ".tmp")
        try:
            _write_anew(unfinished, content)
            unfinished.replace(path)
        except OSError:
            return False
        return True

    def _held(self, folder: str, name: str) -> File | None:
        return self._files.get(name, folder) if self._files.has(name, folder) else None


def _write_anew(path: Path, content: bytes) -> None:
    """Write a new file, never through an existing one, which may be a link to a file elsewhere."""
    path.unlink(missing_ok=True)
    with path.open("xb") as file:
        file.write(content)


def _regular(folder: Path) -> Iterator[tuple[Path, _Stamp]]:
    """The files of a folder by name; no links and no folders."""
    try:
        paths = sorted(folder.iterdir())
    except OSError:
        return
    for path in paths:
        stamp = _stamp_of(path)
        if stamp is not None:
            yield path, stamp


def _stamp_of(path: Path) -> _Stamp | None:
    try:
        found = path.lstat()
    except OSError:
        return None
    return (found.st_ino, found.st_size, found.st_mtime_ns) if stat.S_ISREG(found.st_mode) else None
