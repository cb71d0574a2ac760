"""The receiver of events. Source: Adobe I/O Events, "Webhook retry": an unresponsive registration is disabled."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True)
class Receiver:
    """The receiver; `failures` counts the events given up in a row; a receiver that `is_off` is sent nothing."""

    failures: int = 0
    is_off: bool = False
