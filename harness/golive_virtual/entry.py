"""The ways into a program: a script, a function of a module, a command of a package, and a module."""

from __future__ import annotations

import asyncio
import importlib
import inspect
import os
import sys
from importlib.machinery import ModuleSpec
from importlib.metadata import entry_points
from importlib.util import find_spec
from types import CodeType, ModuleType
from typing import Any

from golive_virtual.kit import make_kit


def run(settings: dict[str, Any]) -> None:
    """Run what `script`, `function` or `command` names, to its end."""
    arguments = settings["arguments"]
    sys.path[:0] = settings["folders"]
    sys.path += [each for each in settings["more_folders"] if each not in sys.path]
    if "script" in settings:
        _script(settings["script"], arguments)
    elif "function" in settings:
        sys.argv = [settings["function"], *arguments]
        _function(settings["function"], settings["instance"])
    else:
        _command(settings["command"], arguments)


def _script(path: str, arguments: list[str]) -> None:
    """As `python path`: in a module `__main__` that stays for the threads it starts."""
    sys.argv = [path, *arguments]
    sys.path.insert(0, os.path.dirname(path))
    with open(path, "rb") as file:
        code = compile(file.read(), path, "exec")
    _execute(code, __file__=path)


def _execute(code: CodeType, **names: Any) -> None:
    main = ModuleType("__main__")
    main.__dict__.update(names, __builtins__=__builtins__)
    sys.modules["__main__"] = main
    exec(code, main.__dict__)


def _function(named: str, instance: int) -> None:
    module_name, _, name = named.partition(":")
    function = importlib.import_module(module_name)
    for part in name.split("."):
        function = getattr(function, part)
    made: Any = function
    result = made(make_kit(instance)) if _takes_a_kit(made) else made()
    if inspect.iscoroutine(result):
        asyncio.run(result)


def _takes_a_kit(function: Any) -> bool:
    """Whether the function has a parameter without a default."""
    try:
        parameters = inspect.signature(function).parameters.values()
    except ValueError:  # made in C
        return False
    positional = (inspect.Parameter.POSITIONAL_ONLY, inspect.Parameter.POSITIONAL_OR_KEYWORD)
    return any(each.default is each.empty and each.kind in positional for each in parameters)


def _command(name: str, arguments: list[str]) -> None:
    """As the console command of an installed package, or as `python -m`."""
    found = list(entry_points(group="console_scripts", name=name))
    if not found:
        _module(name, arguments)
        return
    sys.argv = [name, *arguments]
    sys.exit(found[0].load()())


def _module(name: str, arguments: list[str]) -> None:
    """As `python -m`. Raises SystemExit where there is no such module."""
    sys.path.insert(0, os.getcwd())
    spec = _found(name)
    if spec is not None and spec.submodule_search_locations is not None:
        spec = _found(f"{name}.__main__")
    code = getattr(spec.loader, "get_code", lambda _: None)(spec.name) if spec is not None else None
    if spec is None or code is None:
        raise SystemExit(
            f"no installed package has the command {name!r}, and python -m {name} finds no module, with "
            f"{sys.executable} in {os.getcwd()}; name the interpreter: that has it"
        )
    sys.argv = [str(spec.origin), *arguments]
    _execute(code, __file__=spec.origin, __spec__=spec, __package__=spec.parent, __loader__=spec.loader)


def _found(name: str) -> ModuleSpec | None:
    try:
        return find_spec(name)
    except (ImportError, ValueError):
        return None
