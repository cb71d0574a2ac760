"""Functions and classes of the user's own, named by a dotted path: `package.module:name`.

Modules are looked for in the folders that the caller names (that of the scenario or of the candidate file), in
the working folder, and wherever Python looks. The folders come last: a module of the user never stands in the place
of an installed one, neither for golive nor for any library.
"""

from __future__ import annotations

import difflib
import importlib
import importlib.util
import os
import sys
from collections.abc import Iterable, Sequence
from importlib.machinery import ModuleSpec, PathFinder
from pathlib import Path
from types import ModuleType

from golive.errors import DottedPathError


class LastFinder:
    """A meta path finder: finds top-level modules in `folders`, after every other finder has failed.

    `found` are the names of those that it has found.
    """

    def __init__(self) -> None:
        self.folders: list[str] = []
        self.found: set[str] = set()

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """The module of that name in the first folder that has it; None for submodules, which others find."""
        spec = PathFinder.find_spec(fullname, self.folders) if path is None else None
        if spec is not None:
            self.found.add(fullname)
        return spec


def look_in(folders: Iterable[str | Path]) -> list[str]:
    """Make the modules in the folders importable, the first folder first, and before those of earlier calls.

    Returns the folders as absolute paths, each once.
    """
    found = list(dict.fromkeys(os.path.realpath(folder) for folder in folders))
    finder = next((each for each in sys.meta_path if isinstance(each, LastFinder)), None) or LastFinder()
    finder.folders = list(dict.fromkeys([*found, *finder.folders]))
    sys.meta_path[:] = [*(each for each in sys.meta_path if each is not finder), finder]
    importlib.invalidate_caches()
    return found


USED: list[str] = []
"""Every dotted path that was looked up in this process."""


def find(named: str, folders: Iterable[Path] = ()) -> object:
    """What `package.module:name` names, from the folders, the working folder or an installed package.

    Raises DottedPathError: the text is no dotted path, the module cannot be imported, is another one than that of
    the user, or has nothing of the name.
    """
    module_name, colon, attribute = named.partition(":")
    if not colon or not module_name or not attribute:
        raise DottedPathError(f"expected package.module:name, got {named[:80]!r}")
    USED.append(named)
    places = look_in([*folders, Path.cwd()])
    top = module_name.partition(".")[0]
    _prefer_own(top, places)
    try:
        module = importlib.import_module(module_name)
    except ImportError as error:
        raise DottedPathError(f"cannot import {module_name!r}: {error}{_elsewhere(top, places)}") from error
    except (Exception, SystemExit) as error:
        raise DottedPathError(f"importing {module_name!r} failed: {type(error).__name__}: {error}") from error
    try:
        return getattr(module, attribute)
    except AttributeError:
        near = difflib.get_close_matches(attribute, vars(module), n=1)
        hint = f"; did you mean {near[0]}?" if near else ""
        where = _elsewhere(top, places)
        raise DottedPathError(f"module {module_name!r} has no {attribute!r}{where}{hint}") from None


def _prefer_own(top: str, places: list[str]) -> None:
    """Make sure that `top` is the user's module where one of the places has one.

    A module of the same name that was imported from another folder of the user is forgotten. Raises DottedPathError
    where the name belongs to an installed module.
    """
    own = PathFinder.find_spec(top, places)
    if own is None or own.origin is None:
        return
    found = _origin(top)
    if found is None or os.path.realpath(found) == own.origin:
        return
    if _was_found_last(top):
        for name in [name for name in sys.modules if name == top or name.startswith(f"{top}.")]:
            del sys.modules[name]
        return
    raise DottedPathError(
        f"the module {top!r} is that of {found}, which comes first on the import path, not {own.origin}; "
        "rename the latter"
    )


def _was_found_last(top: str) -> bool:
    """Whether the module was imported from a folder of the user."""
    return any(top in each.found for each in sys.meta_path if isinstance(each, LastFinder))


def _origin(top: str) -> str | None:
    """Where the module comes from that an import of this name gives; None where there is none."""
    try:
        spec = importlib.util.find_spec(top)
    except ValueError:  # a module without a spec, such as __main__
        return "the running program"
    return None if spec is None else spec.origin or "a package of several folders"


def _elsewhere(top: str, places: list[str]) -> str:
    """Where the module was found, if the user has a folder of the same name, which was not meant then."""
    if PathFinder.find_spec(top, places) is None:
        return ""
    found = _origin(top)
    if found is None or _was_found_last(top) or _folder_of(found) in places:
        return ""
    return f"; {top!r} is that of {found}"


def _folder_of(origin: str) -> str:
    """The folder in which a top-level module or package was found."""
    folder = os.path.dirname(os.path.realpath(origin))
    return os.path.dirname(folder) if os.path.basename(origin).startswith("__init__.") else folder
