"""Folders whose files were damaged: every command ends with an answer or with the file's name, never a traceback."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import orjson
import pytest

from golive.cli.dispatch import status_of
from golive.cli.group import golive
from golive.exit_status import HELD_STATUS, INPUT_STATUS
from tests.depth import deep
from tests.record.made import interrupted

MANY, FEW = 1000, 40
VALUES = (
    None, True, -1, 0, 1.5, 10**30, 2**62, "", "x", "\n", "\ud800", [], [None], {}, {"a": None}, "2025-01-01", [[[]]],
)  # fmt: skip
JSON = ("run.json", "scorecard.json")
LINES = ("ledger.jsonl", "orders.jsonl")
COMMANDS = (
    ("report", "run"),
    ("show", "run", "000000003"),
    ("history", "."),
    ("explain", "run", "000000003"),
)

Damage = Callable[[random.Random, bytes], bytes | None]


def _places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    if path:
        yield path
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in items:
        yield from _places(item, (*path, key))


def _changed(rng: random.Random, value: Any) -> Any:
    """One value in it replaced, left out, or put under another name."""
    places = list(_places(value))
    if not places:
        return rng.choice(VALUES)
    *above, last = rng.choice(places)
    here = value
    for step in above:
        here = here[step]
    did = rng.randrange(4)
    if did == 0:
        del here[last]
    elif did == 1 and isinstance(here, dict):
        here[f"{last}_"] = here.pop(last)
    else:
        here[last] = rng.choice(VALUES)
    return value


def _dumped(value: Any) -> bytes:
    import json

    return json.dumps(value).encode()


def _value(rng: random.Random, content: bytes) -> bytes:
    return _dumped(_changed(rng, orjson.loads(content)))


def _line(rng: random.Random, content: bytes) -> bytes:
    lines = content.splitlines(keepends=True)
    at = rng.randrange(len(lines))
    lines[at] = _dumped(_changed(rng, orjson.loads(lines[at]))) + b"\n"
    return b"".join(lines)


def _cut(rng: random.Random, content: bytes) -> bytes:
    return content[: rng.randrange(len(content))]


def _bytes(rng: random.Random, content: bytes) -> bytes:
    at = rng.randrange(len(content))
    return content[:at] + rng.randbytes(rng.randrange(1, 5)) + content[at + 1 :]


def _encoded(rng: random.Random, content: bytes) -> bytes:
    return content.decode().encode(rng.choice(["utf-16", "utf-32", "utf-8-sig", "cp037"]))


def _missing(rng: random.Random, content: bytes) -> None:
    return None


def _empty(rng: random.Random, content: bytes) -> bytes:
    return b""


def _swapped(rng: random.Random, content: bytes) -> bytes:
    lines = content.splitlines(keepends=True)
    rng.shuffle(lines)
    return b"".join(lines)


def _endless(rng: random.Random, content: bytes) -> bytes:
    return rng.choice([b"[" * 100_000, b'{"a":' * 50_000, b"9" * 10_000, b"x" * 1_000_000])


OF_JSON: tuple[Damage, ...] = (*[_value] * 6, _cut, _bytes, _encoded, _missing, _empty, _endless)
OF_LINES: tuple[Damage, ...] = (*[_line] * 4, _cut, _bytes, _encoded, _missing, _empty, _swapped, _endless)


def without_parts(run: Path) -> None:
    """A folder as older versions wrote it, in which sizes and digests tell nothing."""
    row = orjson.loads((run / "run.json").read_bytes())
    del row["parts"]
    (run / "run.json").write_bytes(orjson.dumps(row))


@pytest.mark.parametrize("number", range(MANY) if deep() else range(0, MANY, MANY // FEW))
def test_damage_is_named_or_survived(
    finished: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    number: int,
) -> None:
    rng = random.Random(number)
    is_interrupted = number % 4 == 3
    run = tmp_path / "run"
    if is_interrupted:
        interrupted(finished, run, rng.random())
    else:
        shutil.copytree(finished, run)
    if number % 2:
        without_parts(run)
    file = rng.choice([name for name in (*JSON, *LINES) if (run / name).exists()])
    content = rng.choice(OF_JSON if file in JSON else OF_LINES)(rng, (run / file).read_bytes())
    if content is None:
        (run / file).unlink()
    else:
        (run / file).write_bytes(content)
    monkeypatch.chdir(tmp_path)
    for words in COMMANDS:
        status = status_of(
            lambda words=words: golive.main([*words], prog_name="golive", standalone_mode=False)
        )  # type: ignore[misc]
        said = capsys.readouterr()
        assert "Traceback" not in said.err, (file, words)
        assert status in (HELD_STATUS, INPUT_STATUS), (file, words, said.err)
        if status == INPUT_STATUS:
            is_gone = "nothing in this run is about" in said.err or "nothing was found about" in said.err
            assert is_gone or any(name in said.err for name in (*JSON, *LINES)), said.err
