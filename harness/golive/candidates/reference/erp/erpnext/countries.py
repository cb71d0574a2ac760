"""Country names of the site by ISO code, and back; they are read from it once."""

from __future__ import annotations

from typing import Any


class Countries:
    """Empty until it has been filled: then codes stand for themselves."""

    def __init__(self) -> None:
        self._names: dict[str, str] = {}
        self._codes: dict[str, str] = {}

    def __bool__(self) -> bool:
        return bool(self._names)

    def fill(self, rows: list[dict[str, Any]]) -> None:
        """Take over the rows of the DocType Country."""
        for row in rows:
            code = str(row["code"]).upper()
            self._names[code], self._codes[row["name"]] = row["name"], code

    def name(self, code: str) -> str:
        """The name of a country."""
        return self._names.get(code, code)

    def code(self, name: str) -> str:
        """The code of a country."""
        return self._codes.get(name, name)
