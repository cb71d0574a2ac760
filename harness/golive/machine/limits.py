"""Conditions of the machine that end a command, in words: a full disk, no memory, no descriptors, no permission."""

from __future__ import annotations

import errno
import os

_SPACE = "free some space, or write to another disk (--out)"
_MEMORY = "end other programs, or make the run smaller (traffic.orders, clock.duration, shop.catalog.skus)"
_PERMISSION = "change its permissions, or name another place"

RESOURCES: dict[int, tuple[str, str]] = {
    errno.ENOSPC: ("no space is left on the disk", _SPACE),
    errno.EDQUOT: ("the disk quota is used up", _SPACE),
    errno.EFBIG: ("the file may not become larger", "raise the limit (ulimit -f), or make the run smaller"),
    errno.EMFILE: ("too many files are open", "raise the limit, such as with ulimit -n 1024"),
    errno.ENFILE: ("too many files are open on this machine", "end other programs"),
    errno.ENOMEM: ("no memory is left", _MEMORY),
    errno.EIO: ("the disk failed", "write to another disk (--out)"),
}
"""What ran out and what to do, also for errors that name no file."""

FILES: dict[int, tuple[str, str]] = {
    errno.EACCES: ("access is denied", _PERMISSION),
    errno.EPERM: ("access is denied", _PERMISSION),
    errno.EROFS: ("the file system is read-only", "name another place (--out), or mount it for writing"),
    errno.ENOENT: ("it is not there, or was removed meanwhile", "run the command again"),
    errno.ENOTDIR: ("a part of the path is a file", "name another place"),
    errno.EISDIR: ("it is a folder", "remove it, or name another place"),
    errno.EEXIST: ("it exists already", "remove it, or name another place"),
    errno.ENOTEMPTY: ("the folder is not empty", "remove it, or name another place"),
    errno.ENAMETOOLONG: ("the name is too long", "use a shorter one"),
    errno.ELOOP: ("a link points to itself", "remove it, or name another place"),
    errno.ESTALE: ("the network drive is gone", "mount it again, or name another place"),
    errno.EBUSY: ("it is in use", "run the command again when it is free"),
    errno.EXDEV: ("it is on another disk than its folder", "name another place"),
    errno.ETXTBSY: ("it is in use", "run the command again when it is free"),
}
"""What is wrong with the file that the error names."""

_OF_SQLITE = {7: errno.ENOMEM, 8: errno.EROFS, 10: errno.EIO, 13: errno.ENOSPC}
"""SQLITE_NOMEM, SQLITE_READONLY, SQLITE_IOERR and SQLITE_FULL. Source: SQLite, "Result and Error Codes"."""


def machine_words(error: BaseException) -> str:
    """Return what the machine lacks, where, and what to do; "" for an error that is not of the machine."""
    if isinstance(error, MemoryError):
        return f"no memory is left; {_MEMORY}"
    if (code := getattr(error, "sqlite_errorcode", None)) is not None:
        number = _OF_SQLITE.get(code & 0xFF)
        return "" if number is None else machine_words(OSError(number, str(error), "an SQLite database"))
    if not isinstance(error, OSError) or error.errno is None:
        return ""
    known = RESOURCES if error.filename is None else {**FILES, **RESOURCES}
    if error.errno not in known:
        return ""
    what, cure = known[error.errno]
    return f"{_path(error.filename)}{what}; {cure}"


def _path(named: object) -> str:
    """The path as a part of a message: unprintable characters are escaped."""
    if named is None:
        return ""
    text = os.fsdecode(named) if isinstance(named, bytes | str) else str(named)
    return f"{text if text.isprintable() else ascii(text)}: "
