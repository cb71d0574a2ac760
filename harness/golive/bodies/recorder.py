"""Which calls and notices of a run are written down, and how many bytes of them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import orjson

from golive.bodies import lines
from golive.bodies.masks import Masks
from golive.record.files import opened
from golive.record.rows import BodiesKept, ExchangeLine
from golive.record.run import FAILED_BODIES
from golive.tracing.identity import TRACEPARENT
from golive.wire.messages import ANSWERED, Exchange, Notice
from golive.wire.reply_facts import meaning

MOST_BYTES = 64 << 20
"""The size at which the file is full."""
MOST_OF_SUCCESSES = 48 << 20
"""The size from which on only what failed is written."""


class Recorder:
    """Writes `exchanges.jsonl` while the run goes on. `mode` is `failed` or `all`.

    A call with a `traceparent` is always written, in the mode `failed` without bodies where it succeeded.
    `most` is the size at which the file is full, `most_of_successes` the one from which on only failures are written,
    both in bytes.
    """

    def __init__(
        self,
        path: Path,
        mode: str,
        secrets: Iterable[str],
        most: int = MOST_BYTES,
        most_of_successes: int = MOST_OF_SUCCESSES,
    ) -> None:
        self.mode = mode
        self._only_failed = mode == FAILED_BODIES
        self._masks = Masks(secrets)
        self._file = opened(path)
        self._most, self._most_of_successes = most, most_of_successes
        self._size = self._written = self._left_out = self._failed_left_out = 0

    def call(self, x: Exchange) -> None:
        """Take a call that has ended, or is open at the end of the run."""
        is_failed = _has_failed(x)
        is_brief = self._only_failed and not is_failed and TRACEPARENT in x.request.headers
        if is_brief and self._size < self._most_of_successes:
            self._write(lines.of_call(x, self._masks, with_bodies=False))
        elif self._takes(is_failed):
            self._write(lines.of_call(x, self._masks))

    def notice(self, notice: Notice, copy: int, status: int | None) -> None:
        """Take a notice after its delivery; `status` is None without an answer.

        Only one that the candidate refused counts as failed: a candidate that does not listen has none to look at.
        """
        is_failed = status is not None and not 200 <= status < 300
        if self._takes(is_failed):
            self._write(lines.of_notice(notice, copy, status, self._masks))

    def kept(self) -> BodiesKept:
        """Return what was written and what was left out."""
        return {
            "mode": self.mode,
            "written": self._written,
            "left_out": self._left_out,
            "failed_left_out": self._failed_left_out,
        }

    def close(self) -> None:
        """End writing."""
        self._file.close()

    def _takes(self, is_failed: bool) -> bool:
        """Whether there is room for a call or notice; what there is none for is counted."""
        most = self._most if is_failed else 0 if self._only_failed else self._most_of_successes
        if self._size < most:
            return True
        self._left_out += 1
        self._failed_left_out += is_failed
        return False

    def _write(self, line: ExchangeLine) -> None:
        row = orjson.dumps(line, None, orjson.OPT_APPEND_NEWLINE)
        self._file.write(row)
        self._size += len(row)
        self._written += 1


def _has_failed(x: Exchange) -> bool:
    """Whether a call was refused, had no answer, or was answered and not kept."""
    result = x.result
    if result is None or result.kind != ANSWERED or result.reply is None:
        return True
    reply = result.reply
    return (
        meaning(reply) >= 400 or bool(getattr(reply, "concealed", "")) or getattr(x.request, "discard", False)
    )
