"""libfaketime: where it is, and the variables under which a program sees simulated time.

The library replaces the clocks and waits of libc in one program. With `@START xRATE` its clock stands at START when the
program begins and passes RATE times as fast; with FAKETIME_DONT_RESET the processes that it starts share its clock.
Source: libfaketime 0.9.10, README.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from contextlib import suppress
from dataclasses import dataclass
from glob import glob
from pathlib import Path

OWN_LIBRARY = "GOLIVE_LIBFAKETIME"
"""Environment variable: the path of a library that is not in one of the usual places."""
PACKAGE = "install the package libfaketime (Debian, Ubuntu: apt install faketime)"
_PLACES = (
    "/usr/lib/*/faketime/libfaketime.so.1",
    "/usr/lib/faketime/libfaketime.so.1",
    "/usr/lib64/faketime/libfaketime.so.1",
    "/usr/local/lib/faketime/libfaketime.so.1",
    "/usr/local/lib/*/faketime/libfaketime.so.1",
)
_VERSION_S = 10.0
_SHARED = Path("/dev/shm")


@dataclass(frozen=True, slots=True)
class Faketime:
    """A library; `version` is "" where nothing says which it is.

    `above` is a library between it and the program, which needs the variables `more` and adds `ahead_ms` to the time.
    """

    library: Path
    version: str
    above: str = ""
    more: tuple[tuple[str, str], ...] = ()
    ahead_ms: int = 0

    def variables(self, now_ms: float, speed: float) -> dict[str, str]:
        """For a program that begins now: its clock stands at `now_ms` since 1970 and passes `speed` times as fast."""
        return {
            **dict(self.more),
            "LD_PRELOAD": ":".join(filter(None, (self.above, str(self.library)))),
            "FAKETIME": f"@{(now_ms - self.ahead_ms) / 1000:.3f} x{speed:g}",
            "FAKETIME_FMT": "%s",
            "FAKETIME_DONT_RESET": "1",
        }

    @property
    def named(self) -> str:
        """What reports call it."""
        return f"libfaketime {self.version}" if self.version else f"the library {self.library}"


def find() -> Faketime | None:
    """The library of this machine; None where there is none."""
    own = os.environ.get(OWN_LIBRARY)
    if own:
        return Faketime(Path(own), "") if Path(own).is_file() else None
    found = [Path(path) for place in _PLACES for path in sorted(glob(place))]
    return Faketime(found[0], _version()) if found else None


def forget(pid: int) -> None:
    """Remove the memory that the processes of a program shared, which a killed one leaves behind."""
    for name in (f"faketime_shm_{pid}", f"sem.faketime_sem_{pid}"):
        with suppress(OSError):
            (_SHARED / name).unlink()


def _version() -> str:
    """The version that the command `faketime` of the same package states."""
    command = shutil.which("faketime")
    if command is None:
        return ""
    try:
        done = subprocess.run(
            [command, "--version"], capture_output=True, timeout=_VERSION_S, check=False, text=True
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    found = re.search(r"\d+\.\d+[\w.]*", done.stdout)
    return found[0] if found else ""
