"""Executables on which libfaketime has no effect: they call the kernel without libc."""

from __future__ import annotations

import mmap
from pathlib import Path

_ELF = b"\x7fELF"
_GO = b"\xff Go buildinf:"
_LOADER = b"/ld-"
_HEAD_BYTES = 4096


def obstacle(path: str) -> str:
    """Why libfaketime has no effect on an executable; empty where it may have one."""
    try:
        with Path(path).open("rb") as file:
            head = file.read(_HEAD_BYTES)
            if not head.startswith(_ELF):
                return ""
            with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as whole:
                if whole.find(_GO) >= 0:
                    return "it is a Go program, which reads the clock without libc"
    except (OSError, ValueError):
        return ""
    if _LOADER not in head:
        return "it is linked statically, so no library can be put in front of libc"
    return ""
