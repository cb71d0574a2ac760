"""Reading of JSON files that a run wrote: checked against their schemas, with the place of what does not fit."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, Protocol, TypeVar, cast

import jsonschema_rs
import orjson

from golive.machine.limits import RESOURCES
from golive.record.format import NewerFormat, format_of
from golive.record.rows import ExchangeLine, FactLine
from golive.record.run import Fact, OrderLine
from golive.record.schemas import FILES, schema

T = TypeVar("T", covariant=True)
_LONGEST = 60
_SURROGATES = re.compile(r"\\ud[89a-f][0-9a-f]{2}")
"""Halves of characters, as other programs write them; no library takes them, so each is read as a question mark."""


class Unreadable(Exception):
    """A file cannot be used; the message states the file, the place in it, what was expected and what came."""


class Declared(Protocol[T]):
    """A class whose values a file holds."""

    @classmethod
    def from_json(cls, row: dict[str, Any]) -> T:
        """Return the value of a parsed file."""


@cache
def _validator(name: str) -> Any:
    return jsonschema_rs.validator_for(schema(name))


_NAMES = {declared: name for name, (declared, _) in FILES.items()}


def checked(row: Any, declared: type, where: str) -> dict[str, Any]:
    """Return parsed JSON that has the shape of a declaration. Raises Unreadable."""
    errors = _validator(_NAMES[declared]).iter_errors
    try:
        error = next(iter(errors(row)), None)
    except UnicodeEncodeError:
        row = json.loads(_SURROGATES.sub("?", json.dumps(row)))
        error = next(iter(errors(row)), None)
    except (ValueError, RecursionError) as problem:
        raise Unreadable(f"{where}: expected JSON as golive writes it: {problem}") from None
    if error is None:
        assert isinstance(row, dict)
        return row
    raise Unreadable(f"{where}: {_words(error)}")


def _words(error: Any) -> str:
    place = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in error.instance_path)
    message = str(error.message)
    if len(message) > 2 * _LONGEST:
        message = f"{message[:_LONGEST]} ... {message[-_LONGEST:]}"
    return f"{place.removeprefix('.')[:_LONGEST] or 'the whole'}: not as golive writes it: {message}"


def parsed(content: bytes, where: str) -> Any:
    """Return the value of JSON in UTF-8. Raises Unreadable.

    NaN and infinities, which only other programs write, become None, and lone surrogates `?`.
    """
    try:
        return orjson.loads(content)
    except orjson.JSONDecodeError as problem:
        why = str(problem)
    try:
        value = json.loads(content, parse_constant=lambda _: None)
        return json.loads(_SURROGATES.sub("?", json.dumps(value)))
    except (ValueError, RecursionError):
        raise Unreadable(f"{where}: expected JSON in UTF-8, got something else: {why}") from None


def read(path: Path, declared: Declared[T], clean: Callable[[Any], Any] | None = None) -> T:
    """Return the value of a JSON file. `clean` changes the parsed JSON before it is checked.

    Raises Unreadable, also for a file of a later version of golive.
    """
    try:
        row = parsed(path.read_bytes(), str(path))
    except OSError as problem:
        if problem.errno in RESOURCES:
            raise
        raise Unreadable(f"{path}: cannot be read: {problem.strerror}; was the run interrupted?") from None
    row = row if clean is None else clean(row)
    try:
        if isinstance(row, dict):
            format_of(row)
    except NewerFormat as problem:
        raise Unreadable(f"{path}: {problem}") from None
    found = checked(row, declared, str(path))  # type: ignore[arg-type]
    try:
        return declared.from_json(found)
    except (KeyError, TypeError, ValueError) as problem:
        raise Unreadable(
            f"{path}: written by another version of golive? It does not fit: {problem}"
        ) from None


def fact(row: Any, where: str) -> Fact:
    """Return the fact of a parsed line. Raises Unreadable."""
    return Fact.from_json(checked(row, FactLine, where))


def order(row: Any, where: str) -> OrderLine:
    """Return the order of a parsed line. Raises Unreadable."""
    return OrderLine.from_json(checked(row, OrderLine, where))


def exchange(row: Any, where: str) -> ExchangeLine:
    """Return the call or notice of a parsed line. Raises Unreadable."""
    return cast(ExchangeLine, checked(row, ExchangeLine, where))


def lines(path: Path) -> Iterator[tuple[str, bytes]]:
    """Yield the place and the content of each line of a file. Raises Unreadable where the file cannot be read."""
    try:
        with path.open("rb") as file:
            for number, line in enumerate(file, 1):
                yield f"{path}:{number}", line
    except OSError as problem:
        raise Unreadable(f"{path}: cannot be read: {problem.strerror}") from None
