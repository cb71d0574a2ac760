"""The lock on a folder that is being written: an advisory lock (`flock`) on the directory itself.

The operating system releases it with the process, so that a killed run leaves none, and no file is needed for it.
"""

from __future__ import annotations

import errno
import fcntl
import os
import threading
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

_HELD: set[tuple[int, int, int]] = set()
"""Thread, device and inode of the folders that this process has locked."""

_UNSUPPORTED = {errno.ENOLCK, errno.EOPNOTSUPP, errno.EBADF, errno.EINVAL, errno.ENOSYS}
"""File systems without locks on directories, such as NFS: the folder is used without one."""


class InUse(Exception):
    """Another process, or another thread of this one, holds the lock."""


@contextmanager
def held(folder: Path) -> Generator[None, None, None]:
    """Hold the lock of a folder in this block; one that the thread holds already is held on.

    Raises InUse, or OSError for a folder that cannot be opened.
    """
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        found = os.fstat(descriptor)
        key = (threading.get_ident(), found.st_dev, found.st_ino)
        if key in _HELD:
            yield
            return
        _lock(descriptor)
        _HELD.add(key)
        try:
            yield
        finally:
            _HELD.discard(key)
    finally:
        os.close(descriptor)


def is_held(folder: Path) -> bool:
    """Whether a process writes to the folder at this moment."""
    try:
        with held(folder):
            return False
    except InUse:
        return True
    except OSError:
        return False


def _lock(descriptor: int) -> None:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise InUse from None
    except OSError as error:
        if error.errno not in _UNSUPPORTED:
            raise
