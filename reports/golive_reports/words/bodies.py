"""A recorded call or notice as text: what was sent, and what was answered."""

from __future__ import annotations

import json
from contextlib import suppress

from golive.record.rows import ExchangeLine, MessageShown
from golive_reports.words.text import clean

_LONGEST = 8000
"""Characters of one body, indented."""


def sent(line: ExchangeLine) -> str:
    """Return the request with its headers and its body, over several lines."""
    query = f"?{line['query']}" if line["query"] else ""
    return _whole(clean(f"{line['method']} {line['path']}{query}".rstrip(), 4000), line["request"])


def answered(line: ExchangeLine) -> str:
    """Return the reply, or the sentence that there is none."""
    told, status, reply = line["told"], line["status"], line["reply"]
    if reply is None:
        return clean("no reply" if status is None else f"{status}", 40) + _not_arrived(told)
    return _whole(f"{status}{_not_arrived(told)}", reply)


def _not_arrived(told: str) -> str:
    return "" if told == "answered" else f" (the caller: {clean(told, 60)})"


def _whole(first: str, message: MessageShown) -> str:
    named = [f"{clean(name, 80)}: {clean(value, 400)}" for name, value in message["headers"].items()]
    rows = [first, *named]
    if message["body"]:
        rows += ["", *_body(message["body"])]
    if message["cut"]:
        rows.append(f"... cut; the whole body has {message['bytes']:,} bytes")
    return "\n".join(rows)


def _body(text: str) -> list[str]:
    """The rows of a body; JSON is indented."""
    with suppress(ValueError, RecursionError):
        text = json.dumps(json.loads(text), indent=2, ensure_ascii=False)
    return [clean(row, 4000) for row in text[:_LONGEST].split("\n")]
