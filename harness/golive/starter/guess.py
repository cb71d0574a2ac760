"""Guessing how the program in a repository is started."""

from __future__ import annotations

import json
from pathlib import Path

SCRIPTS: dict[str, tuple[str, ...]] = {
    "{python}": ("connector.py", "main.py", "app.py", "run.py", "src/main.py"),
    "node": ("connector.mjs", "connector.js", "index.mjs", "index.js", "server.js", "src/index.js"),
    "php": ("connector.php", "sync.php", "bin/console"),
}
"""Interpreter to the files that it is likely to start, the likeliest first."""
_MOST_BYTES = 1_000_000


def command_of(folder: Path) -> list[str]:
    """The likely command, relative to the folder; empty where nothing suggests one."""
    named = _node_main(folder)
    if named:
        return ["node", named]
    for interpreter, names in SCRIPTS.items():
        for name in names:
            if (folder / name).is_file():
                return [interpreter, name]
    return []


def _node_main(folder: Path) -> str:
    """The file that package.json names as `main`, if it is there."""
    path = folder / "package.json"
    try:
        if path.stat().st_size > _MOST_BYTES:
            return ""
        read = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return ""
    main = read.get("main") if isinstance(read, dict) else None
    return main if isinstance(main, str) and (folder / main).is_file() else ""
