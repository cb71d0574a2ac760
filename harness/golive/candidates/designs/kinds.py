"""The values of a design: triggers, alerts, reconciliation."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from golive.keys.schema_patterns import NOT_ZERO
from golive.keys.value_kinds import DAY_MS, SPAN, Kind, parse_duration, pattern, require, show_duration

WEBHOOK, QUEUE, POLL, BATCH, OFF = "webhook", "queue", "poll", "batch", "off"
_CLOCK = r"(?:[01][0-9]|2[0-3]):[0-5][0-9]"
NEVER_S = 1e9
"""An interval that no run reaches, in seconds."""


@dataclass(frozen=True, slots=True)
class Trigger:
    """What starts the work of a domain. `every_ms` is the interval of a poll or a batch, `at_ms` its time of day."""

    how: str
    every_ms: int = 0
    at_ms: int | None = None

    @property
    def every_s(self) -> float:
        """The interval in seconds: a day for one at a time of day, `NEVER_S` where there is none."""
        if self.at_ms is not None:
            return DAY_MS / 1000
        return self.every_ms / 1000 if self.every_ms else NEVER_S

    @property
    def is_by_time(self) -> bool:
        """Whether the clock starts the work."""
        return self.how in (POLL, BATCH)


def parse_trigger(text: str) -> Trigger:
    """Parses `webhook`, `queue`, `off`, `poll every 5m`, `batch every 1h` and `batch at 02:00`."""
    if text in (WEBHOOK, QUEUE, OFF):
        return Trigger(text)
    if text in ("false", "no"):
        return Trigger(OFF)
    found = re.fullmatch(rf"(poll|batch) (?:every ({SPAN})|at ({_CLOCK}))", text)
    if found is None:
        raise ValueError(_hint(text))
    how, every, clock = found.groups()
    if clock:
        if how == POLL:
            raise ValueError(f"a poll has an interval; write batch at {clock}")
        hours, minutes = map(int, clock.split(":"))
        return Trigger(how, at_ms=(hours * 60 + minutes) * 60_000)
    every_ms = parse_duration(every)
    if every_ms < 1000:
        raise ValueError("the shortest interval is 1s")
    return Trigger(how, every_ms)


def _hint(text: str) -> str:
    word, _, rest = text.partition(" ")
    if word in (POLL, BATCH) and not rest:
        return f"write how often: {word} every 5m"
    if re.fullmatch(rf"every {SPAN}", text):
        return f"write poll {text} or batch {text}"
    return ""


def show_trigger(trigger: Trigger) -> str:
    """A trigger as `parse_trigger` reads it."""
    if trigger.at_ms is not None:
        return f"{trigger.how} at {trigger.at_ms // 3_600_000:02}:{trigger.at_ms // 60_000 % 60:02}"
    return f"{trigger.how} every {show_duration(trigger.every_ms)}" if trigger.every_ms else trigger.how


def trigger_kind(words: Collection[str]) -> Kind[Trigger]:
    """Triggers by time, and those of `words`."""

    def parse(text: str) -> Trigger:
        trigger = parse_trigger(text)
        if not trigger.is_by_time and trigger.how not in words:
            raise ValueError(_unfit(trigger.how))
        return trigger

    forms = [*words, "poll every 5m", "batch every 1h", "batch at 02:00"]
    return Kind(
        "trigger",
        f"a trigger: {', '.join(forms[:-1])} or {forms[-1]}",
        parse,
        show_trigger,
        pattern(*words, rf"(?:poll|batch) every {SPAN}", rf"batch at {_CLOCK}"),
    )


def _unfit(how: str) -> str:
    if how == OFF:
        return "an integration carries orders; the other domains can be off"
    return f"the sender of these data has no {how}; read them by time"


def _parse_off_or_time(text: str) -> int | None:
    if text in ("off", "false", "no"):
        return None
    if re.fullmatch(r"every .*|after .*", text):
        raise ValueError(f"write the time alone: {text.partition(' ')[2]}")
    found = parse_duration(require(SPAN, text, "write a time such as 10m, or off")[0])
    if not found:
        raise ValueError("write off, or a time above 0s")
    return found


OFF_OR_TIME: Kind[int | None] = Kind(
    "duration",
    "off, or a time such as 10m",
    _parse_off_or_time,
    lambda value: OFF if value is None else show_duration(value),
    pattern(OFF, SPAN, unless=NOT_ZERO),
)


def _parse_count(text: str) -> int | None:
    return None if text == "unlimited" else int(require(r"0|[1-9][0-9]{0,3}", text)[0])


COUNT: Kind[int | None] = Kind(
    "count",
    "a whole number from 0 to 9999, or unlimited",
    _parse_count,
    lambda value: "unlimited" if value is None else str(value),
    pattern("unlimited", r"0|[1-9][0-9]{0,3}", numbers=True),
)
