"""The bytes of one YAML file of the user."""

from __future__ import annotations

from pathlib import Path

from golive.scenario.loading.errors import ScenarioError, quote
from golive.scenario.loading.yaml_reader import LARGEST_BYTES


def content(path: Path, shown: str, noun: str) -> bytes:
    """The bytes of a file; `noun` says what it is in messages, such as `a candidate file`. Raises ScenarioError."""
    try:
        if path.is_dir():
            raise ScenarioError(quote(shown), None, "", noun, "a directory")
        with path.open("rb") as file:
            data = file.read(LARGEST_BYTES + 1)
    except FileNotFoundError:
        raise ScenarioError(quote(shown), None, "", noun, "nothing at this path") from None
    except (OSError, ValueError) as why:
        came = f"a path that cannot be opened ({quote(str(why))})"
        raise ScenarioError(quote(shown), None, "", noun, came) from why
    if len(data) > LARGEST_BYTES:
        raise ScenarioError(shown, None, "", f"{noun} of at most 1 MB", "more")
    return data
