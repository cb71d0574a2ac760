"""Facts about real products, and the tests that stand for them.

A fact is a row of `fake_erp/dialects/<name>/facts.yaml`. A test stands for it with

    @fact("odoo-1.2-03", part="body:error.data.name")
    def test_a_missing_record(talk: Transport) -> None: ...

Such a test takes `talk` (a `Transport`) and `world` (a `World`) at most; `version=` says for which version it is.

`part` is what of a reply the fact is about. The test must fail when that part of the replies is altered, see
`test_facts.py`; otherwise it does not count.

    status               the HTTP status
    header:location      a header
    cookie:B1SESSION     a cookie
    body                 the whole body
    body:error.code      a value of the JSON body; [0] is an item of a list, [*] each item
    text:faultCode       a piece of the text of the body
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from .transport import Alter, Answer

Test = TypeVar("Test", bound=Callable[..., None])


@dataclass(frozen=True, slots=True)
class Stated:
    """A test that stands for facts: their ids and the part of a reply that they are about."""

    test: Callable[..., None]
    ids: tuple[str, ...]
    part: str
    version: str = ""


STATED: list[Stated] = []


def fact(*ids: str, part: str, version: str = "") -> Callable[[Test], Test]:
    """Register a test for facts by their ids."""

    def register(test: Test) -> Test:
        STATED.append(Stated(test, ids, part, version))
        return test

    return register


def altered(part: str) -> Alter:
    """A function that changes one part of an answer."""
    kind, _, name = part.partition(":")

    def alter(answer: Answer) -> None:
        match kind:
            case "status":
                answer.status = 599
            case "header":
                answer.headers[name] = f"altered-{answer.headers.get(name, '')}"
            case "cookie":
                answer.cookies.pop(name, None)
            case "body" if not name:
                answer.text = '"altered"' if answer.text else "altered"
            case "body":
                data = answer.data
                _change(data, re.findall(r"[^.\[\]]+", name))
                answer.text = json.dumps(data)
            case "text":
                answer.text = answer.text.replace(name, "")
            case _:
                raise ValueError(f"part: expected status, header:, cookie:, body or text:, got {part!r}")

    return alter


def _change(data: Any, steps: list[str]) -> None:
    step, rest = steps[0], steps[1:]
    if isinstance(data, list):
        places: list[Any] = (
            list(range(len(data))) if step == "*" else [int(step)] if step.lstrip("-").isdigit() else []
        )
        places = [place for place in places if -len(data) <= place < len(data)]
    elif isinstance(data, dict):
        places = list(data) if step == "*" else [step] if step in data else []
    else:
        return
    for place in places:
        if rest:
            _change(data[place], rest)
        else:
            data[place] = "altered" if data[place] != "altered" else "altered twice"
