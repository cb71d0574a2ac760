"""Where scenarios come from: the bundled ones by name, any other by its path."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

from golive.scenario.loading.errors import ScenarioError, nearest, quote
from golive.scenario.loading.yaml_reader import LARGEST_BYTES


@dataclass(frozen=True, slots=True)
class Source:
    """A scenario file: its name for the user, its bytes, the folder of its relative bases."""

    shown: str
    data: bytes
    folder: Path | None
    identity: str


def bundled_names() -> list[str]:
    """The names of the scenarios that come with the tool, in alphabetical order."""
    return sorted(_bundled())


def _bundled() -> dict[str, Traversable]:
    """The bundled files by the name of their scenario: the file name, with dashes where it has underscores."""
    found: dict[str, Traversable] = {}
    for theme in _themes():
        for file in theme.iterdir():
            if file.name.endswith(".yaml"):
                found[file.name[:-5].replace("_", "-")] = file
    return found


def _themes() -> list[Traversable]:
    root = resources.files("golive") / "scenarios"
    return [root, *sorted((each for each in root.iterdir() if each.is_dir()), key=lambda each: each.name)]


def bundled_themes() -> dict[str, list[str]]:
    """The names of the bundled scenarios by theme, both in alphabetical order."""
    return {
        theme.name.replace("_", "-"): sorted(
            file.name[:-5].replace("_", "-") for file in theme.iterdir() if file.name.endswith(".yaml")
        )
        for theme in _themes()[1:]
    }


def looks_like_path(name: str) -> bool:
    """Whether a name means a file: it holds a slash or backslash, or ends as YAML files do."""
    return "/" in name or "\\" in name or name.lower().endswith((".yaml", ".yml"))


def open_source(name: str, folder: Path | None = None) -> Source:
    """The bundled scenario of that name, or the file at that path, relative to the folder where one is given.

    A bundled name may be written with underscores for its dashes; so may the name of its file.
    Raises ScenarioError, without a place, for names and paths that do not exist.
    """
    if looks_like_path(name):
        return _file(name, folder)
    bundled = _bundled()
    written, name = name, name.replace("_", "-")
    if name not in bundled:
        known = sorted(bundled)
        wanted = "a bundled scenario, as golive scenarios lists them, or the path of a YAML file"
        hint = nearest(name, known) or (f"write ./{written} for the file" if _exists(written) else "")
        raise ScenarioError("scenario", None, "", wanted, quote(written), hint)
    return Source(bundled[name].name, bundled[name].read_bytes(), None, name)


def _file(name: str, folder: Path | None) -> Source:
    try:
        path = as_path(name, folder)
        mode = path.stat().st_mode
        if stat.S_ISREG(mode):
            if path.stat().st_size > LARGEST_BYTES:
                raise ScenarioError(
                    name, None, "", "a scenario of at most 1 MB", f"{path.stat().st_size:,} bytes"
                )
            return Source(name, path.read_bytes(), path.parent, str(path.resolve()))
        came = "a directory" if stat.S_ISDIR(mode) else "something that is not a file"
    except FileNotFoundError:
        came = "nothing at this path"
    except PermissionError:
        came = "a file that may not be read"
    except (OSError, ValueError, RuntimeError) as why:  # names with NUL bytes, endless names, unknown ~users
        came = f"a path that cannot be opened ({quote(str(why))})"
    raise ScenarioError(quote(name), None, "", "a scenario file", came)


def as_path(name: str, folder: Path | None = None) -> Path:
    """The file a path means; `~` and the backslashes of Windows are understood on any system.

    Raises RuntimeError for the home directory of an unknown user, ValueError or OSError for no path at all.
    """
    path = _expanded(name, folder)
    if os.sep == "/" and "\\" in name and not path.exists():
        return _expanded(name.replace("\\", "/"), folder)
    return path


def _expanded(name: str, folder: Path | None) -> Path:
    path = Path(name).expanduser()
    return path if folder is None else folder / path


def _exists(name: str) -> bool:
    try:
        return Path(name).is_file()
    except (OSError, ValueError):
        return False
