"""Guessing how the program in a repository is started."""

from __future__ import annotations

import json
import shutil
import tomllib
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
LIKELY = ("connector", "integration", "sync", "bridge", "worker")
"""Words in the name of a script that starts an integration."""
_MOST_BYTES = 1_000_000


def command_of(folder: Path) -> list[str]:
    """The likely command, relative to the folder; empty where nothing suggests one."""
    named = _node_main(folder)
    if named:
        return ["node", named]
    scripts = project_scripts(folder)
    if scripts:
        return [_installed(folder, scripts[0])]
    for interpreter, names in SCRIPTS.items():
        for name in names:
            if (folder / name).is_file():
                return [_python(folder) if interpreter == "{python}" else interpreter, name]
    return []


def looked_for() -> str:
    """What `command_of` looks for, in words."""
    files = ", ".join(name for names in SCRIPTS.values() for name in names)
    return f"main of package.json, {files}, [project.scripts] of pyproject.toml"


def _python(folder: Path) -> str:
    """The interpreter of the repository's virtual environment; where it has none, that of golive."""
    return next((path for path in ENVIRONMENTS if (folder / path).is_file()), "{python}")


def project_scripts(folder: Path) -> list[str]:
    """The console commands of `[project.scripts]` in pyproject.toml, the likeliest first; none without that table."""
    path = folder / "pyproject.toml"
    try:
        if path.stat().st_size > _MOST_BYTES:
            return []
        project = tomllib.loads(path.read_text("utf-8")).get("project")
    except (OSError, ValueError):
        return []
    scripts = project.get("scripts") if isinstance(project, dict) else None
    names = [name for name in scripts if name] if isinstance(scripts, dict) else []
    return sorted(names, key=lambda name: not any(word in name.lower() for word in LIKELY))


def _installed(folder: Path, name: str) -> str:
    """The command as it is found on the path; where it is not there, that of the repository's virtual environment."""
    beside = [str(Path(python).with_name(name)) for python in ENVIRONMENTS]
    found = next((path for path in beside if (folder / path).is_file()), name)
    return name if shutil.which(name) else found


def installs_of(folder: Path, command: list[str]) -> str:
    """The shell command that installs what `command` starts, in a fresh copy of the repository; "" for a plain file."""
    scripts = project_scripts(folder)
    if not command or Path(command[0]).name not in scripts:
        return ""
    if len(place := Path(command[0]).parts) == 1:
        return "pip install ."
    return f"python -m venv {place[0]} && {place[0]}/bin/pip install ."


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
