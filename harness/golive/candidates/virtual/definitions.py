"""What a dotted path defines, read from its source: a program is not imported into golive's own process."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Literal

Defined = Literal["coroutine for a kit", "program", "unknown"]


def defined(named: str, folders: Iterable[Path]) -> Defined:
    """What `module:function` is: a coroutine function with a parameter, another function, or not to be seen there."""
    module, _, function = named.partition(":")
    path = _source(module, [*folders, Path.cwd(), *map(Path, sys.path)])
    if path is None:
        return "unknown"
    try:
        tree = ast.parse(path.read_bytes())
    except (OSError, SyntaxError, ValueError):
        return "unknown"
    found = [each for each in _functions(tree) if each.name == function]
    if not found:
        return "unknown"
    if isinstance(found[-1], ast.FunctionDef):
        return "program"
    if found[-1].decorator_list:
        return "unknown"
    return "coroutine for a kit" if required(found[-1].args) else "program"


def required(arguments: ast.arguments) -> bool:
    """Whether a function cannot be called without an argument."""
    positional = [*arguments.posonlyargs, *arguments.args]
    return len(positional) > len(arguments.defaults)


def _functions(tree: ast.Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def _source(module: str, places: Iterable[Path]) -> Path | None:
    """The file of a module below one of the places."""
    parts = module.split(".")
    for place in places:
        below = place.joinpath(*parts)
        for path in (below.with_name(f"{parts[-1]}.py"), below / "__init__.py"):
            if path.is_file():
                return path
    return None
