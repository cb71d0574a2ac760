"""What the facts about a call keep of its reply: the records that a list returned, and why a call was refused."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from golive.wire.messages import CallResult, Exchange, Reply

MOST_KEYS = 1_000
"""Keys of one list that are recorded; more are counted only."""
LONGEST_VALUE = 200
"""Characters of a value of a query that are recorded."""
LONGEST_REASON = 160
"""Characters of the message of a refusal that are recorded."""

_PLACE = re.compile(r"%(\w+)")


def answered(x: Exchange, result: CallResult, reply: Reply | None) -> dict[str, Any]:
    """Return the data of `exchange.answered`; `reply` is None where the caller cannot read it."""
    status = None if reply is None else meaning(reply)
    data: dict[str, Any] = {
        "op": x.name,
        "attempt": x.attempt,
        "sent_ms": x.sent_ms,
        "told": result.kind,
        "status": status,
        "how": result.how,
        "faults": x.faults,
        **x.caller,
    }
    if status is not None and status >= 400:
        data["reason"] = refusal_reason(reply)
        wait_s = retry_after(reply)
        if wait_s is not None:
            data["retry_after"] = wait_s
    return data


def listing(reply: Any) -> dict[str, Any] | None:
    """Return what a list call asked and the keys it returned; None for a reply that is not a list of records.

    `asked` are the filters (`field condition`), `sort`, `page` and `size`, or the query of the ERP. `keys` are as by
    `packed`, `count` is the number of rows, `more` says whether rows follow the page. `total` is the number that match,
    where the reply has it.
    """
    listed = getattr(reply, "listed", None)
    if listed is None or reply.status >= 400:
        return None
    asked, keys, total, more = listed
    data = {
        "asked": {name: value[:LONGEST_VALUE] for name, value in asked.items()},
        "keys": packed(keys[:MOST_KEYS]),
        "count": len(keys),
        "more": more,
    }
    return data if total is None else {**data, "total": total}


def packed(keys: Sequence[str]) -> str:
    """Return keys as one text, in order: `7 000000012+3 A` is 7, then 000000012 to 000000015, then A.

    A key with a blank is written with `%20`, a plus as `%2B`, a percent sign as `%25`; an empty key as `%`.
    """
    parts: list[str] = []
    first, run, width, last = "", 0, -1, 0
    for key in keys:
        number = int(key) if _is_number(key) else -1
        if number == last + 1 and len(key) == width:
            run, last = run + 1, number
            continue
        if first:
            parts.append(f"{first}+{run}" if run else first)
        first, run = _escaped(key), 0
        width, last = (-1, 0) if number < 0 else (len(key), number)
    if first:
        parts.append(f"{first}+{run}" if run else first)
    return " ".join(parts)


def unpacked(text: str) -> Iterator[str]:
    """Yield the keys of a `packed` text, in order."""
    for part in text.split(" ") if text else ():
        key, _, run = part.partition("+")
        key = key.replace("%20", " ").replace("%2B", "+").replace("%25", "%") if key != "%" else ""
        yield key
        for _ in range(int(run or 0)):
            key = _next(key)
            yield key


def _next(key: str) -> str:
    """Return the number after a key of digits with the same length; empty where there is none."""
    if not _is_number(key):
        return ""
    after = str(int(key) + 1).zfill(len(key))
    return after if len(after) == len(key) else ""


def _is_number(key: str) -> bool:
    return key.isdigit() and key.isascii() and len(key) < 19


def _escaped(key: str) -> str:
    if not key:
        return "%"
    if "%" in key or " " in key or "+" in key:
        return key.replace("%", "%25").replace(" ", "%20").replace("+", "%2B")
    return key


def meaning(reply: Any) -> int:
    """Return the HTTP status that a reply means: its own, except where a dialect answers refusals with another."""
    return getattr(reply, "meaning", 0) or int(reply.status)


def refusal_reason(reply: Any) -> str:
    """Return the message of a refusal, of either system; empty for none."""
    reason: str = getattr(reply, "reason", "")
    if reason:
        return reason[:LONGEST_REASON]
    data = reply.data
    if not isinstance(data, dict):
        return ""
    error = data.get("error")
    if isinstance(error, dict):
        data = error
    message = data.get("message")
    if not isinstance(message, str):
        return ""
    given = data.get("parameters")
    if isinstance(given, list):
        given = {str(number): value for number, value in enumerate(given, 1)}
    if isinstance(given, dict):
        message = _PLACE.sub(lambda place: str(given.get(place[1], place[0])), message)
    return message[:LONGEST_REASON]


def retry_after(reply: Any) -> int | None:
    """Return the Retry-After of a reply in seconds; None without one, or where it is a date."""
    text = next((value for name, value in reply.headers.items() if name.lower() == "retry-after"), "")
    return int(text) if text.isdigit() else None
