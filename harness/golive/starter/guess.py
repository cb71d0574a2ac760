"""Guessing how the program in a repository is started."""

from __future__ import annotations

import json
from pathlib import Path

SCRIPTS: dict[str, tuple[str, ...]] = {
    "{python}": ("connector.py", "main.py", "app.py", "run.py", "sync.py", "worker.py", "src/main.py"),
    "node": (
        "connector.mjs", "connector.js", "index.mjs", "index.js", "app.mjs", "app.js", "main.mjs", "main.js",
        "server.mjs", "server.js", "src/index.js",
    ),
    "php": ("connector.php", "sync.php", "bin/console"),
    "sh": ("connector.sh", "sync.sh"),
}  # fmt: skip
"""Interpreter to the files that it is likely to start, the likeliest first."""
ENVIRONMENTS = (".venv/bin/python", "venv/bin/python", ".venv/Scripts/python.exe", "venv/Scripts/python.exe")
"""Interpreters of virtual environments in a repository: they have the packages of its programs."""
_MOST_BYTES = 1_000_000


def command_of(folder: Path) -> list[str]:
    """The likely command, relative to the folder; empty where nothing suggests one."""
    named = _node_main(folder)
    if named:
        return ["node", named]
    for interpreter, names in SCRIPTS.items():
        for name in names:
            if (folder / name).is_file():
                return [_python(folder) if interpreter == "{python}" else interpreter, name]
    return []


def looked_for() -> str:
    """What `command_of` looks for, in words."""
    return f"main of package.json, {', '.join(name for names in SCRIPTS.values() for name in names)}"


def _python(folder: Path) -> str:
    """The interpreter of the repository's virtual environment; where it has none, that of golive."""
    return next((path for path in ENVIRONMENTS if (folder / path).is_file()), "{python}")


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
