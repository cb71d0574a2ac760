"""The outcomes that a fault can decide for a message or for the candidate, and the protocol of an injector.

An outcome is a frozen value that acts at one stage. Each stage has a closed union of its own, and `Outcomes.file`
and the code that carries a stage out match on it exhaustively: a type checker reports every place in which a new
outcome must be handled.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, Literal, Protocol, TypeVar, assert_never

if TYPE_CHECKING:
    from golive.record.run import FaultCount
    from golive.wire.messages import Exchange, Subject


@dataclass(frozen=True, slots=True)
class Pass:
    """Nothing happens."""


PASS = Pass()


@dataclass(frozen=True, slots=True)
class Delay:
    """The call takes `delay_ms` longer: on the way to the system, while it is served, or on the way back."""

    delay_ms: int
    stage: Literal["travel", "service", "answer"] = "service"


@dataclass(frozen=True, slots=True)
class Hang:
    """The request is lost on the way: nothing is applied and no answer comes; the caller cannot distinguish it."""


@dataclass(frozen=True, slots=True)
class Refuse:
    """Refused before anything is applied: with an HTTP status, or without a connection (`status` None)."""

    status: int | None
    retry_after_s: int | None = None
    html: bool = False
    headers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class DropSilently:
    """Answered as a success, and nothing is kept."""


@dataclass(frozen=True, slots=True)
class LoseReply:
    """Applied, and no reply arrives: silence (`timeout`), or the connection breaks (`reset`)."""

    how: Literal["timeout", "reset"]


@dataclass(frozen=True, slots=True)
class TruncateReply:
    """Applied, and the connection breaks in the middle of the reply."""


@dataclass(frozen=True, slots=True)
class ChangeField:
    """A change of every field at a path such as `items.sku`, which leads through lists.

    `to` is the new name for `rename`, the value for `add` and `set`. With `was` only fields of this value change.
    """

    path: str
    how: Literal["rename", "remove", "add", "set", "retype"]
    to: str = ""
    was: str = ""


@dataclass(frozen=True, slots=True)
class ChangeRows:
    """A page of a list that lacks its first row, has it twice, or has its rows in the reverse order.

    The rows are the longest list of objects at the top of the answer.
    """

    how: Literal["skip", "repeat", "reverse"]


@dataclass(frozen=True, slots=True)
class SetHeader:
    """A header of a reply with another value; removed where that is empty."""

    name: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class ChangeReply:
    """Applied, and the reply says something else."""

    change: ChangeField | ChangeRows | SetHeader


@dataclass(frozen=True, slots=True)
class ChangeNotice:
    """The notice says something else; its sender signs what it says."""

    change: ChangeField


@dataclass(frozen=True, slots=True)
class CutNotice:
    """The sender of the notice gets no answer. `arrives`: the notice is delivered nevertheless."""

    arrives: bool = False


@dataclass(frozen=True, slots=True)
class KillCandidate:
    """The candidate is killed and started again after `down_ms`.

    At a call: `before` it is sent, or `after` the system has carried it out. By the clock `stage` is ignored.
    `process` names the one process that is meant; empty: all of it. It starts on a backup of its data that is
    `backup_ms` old; 0: on what it has stored last.
    """

    down_ms: int
    stage: Literal["before", "after"] = "after"
    process: str = ""
    backup_ms: int = 0


@dataclass(frozen=True, slots=True)
class PauseCandidate:
    """The candidate is suspended for `lasts_ms`. Only the clock triggers it, no message.

    `process` as in `KillCandidate`.
    """

    lasts_ms: int
    process: str = ""


@dataclass(frozen=True, slots=True)
class OverlapInstances:
    """A second instance is started beside the first, which is ended after `lasts_ms`. Only the clock triggers it.

    `version` is which function or command the second instance runs: that of the first, or the candidate's next one.
    """

    lasts_ms: int
    version: Literal["same", "next"] = "same"


@dataclass(frozen=True, slots=True)
class SkewCandidateClock:
    """The candidate's clock differs from the world's by `by_ms` for `lasts_ms`. Only the clock triggers it."""

    by_ms: int
    lasts_ms: int


@dataclass(frozen=True, slots=True)
class Duplicate:
    """The notice is delivered once more after each of these delays."""

    delays_ms: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Postpone:
    """The notice arrives `delay_ms` later."""

    delay_ms: int


@dataclass(frozen=True, slots=True)
class Reorder:
    """The notice is held until the next one about the same record has passed it, at most for `longest_ms`."""

    longest_ms: int


@dataclass(frozen=True, slots=True)
class LoseNotice:
    """The notice never arrives, and its sender receives a confirmation."""


TravelOutcome = Delay | Hang
AdmissionOutcome = Refuse
ServiceOutcome = Delay
CommitOutcome = DropSilently
ReplyOutcome = LoseReply | TruncateReply | Delay | ChangeReply
NoticeOutcome = Duplicate | Postpone | Reorder | LoseNotice | ChangeNotice | CutNotice
ClockOutcome = KillCandidate | PauseCandidate | OverlapInstances | SkewCandidateClock

Outcome = (
    Pass
    | TravelOutcome
    | AdmissionOutcome
    | ServiceOutcome
    | CommitOutcome
    | ReplyOutcome
    | NoticeOutcome
    | ClockOutcome
)
"""Everything that a fault may decide."""

Decided = TypeVar("Decided", covariant=True)


@dataclass(frozen=True, slots=True)
class Hit(Generic[Decided]):
    """An outcome, the id of the fault that decided it, and a function to call once it has taken effect."""

    fault: str
    outcome: Decided
    took_effect: Callable[[], None]


@dataclass(slots=True)
class Outcomes:
    """The outcomes of one message: at most one hit per stage.

    The first hit that is filed for a stage stays, so a slow network does not hide the replies that it also loses.
    """

    before: Hit[KillCandidate] | None = None
    travel: Hit[TravelOutcome] | None = None
    admission: Hit[AdmissionOutcome] | None = None
    service: Hit[ServiceOutcome] | None = None
    commit: Hit[CommitOutcome] | None = None
    after: Hit[KillCandidate] | None = None
    reply: Hit[ReplyOutcome] | None = None
    notice: Hit[NoticeOutcome] | None = None

    def file(self, fault: str, outcome: Outcome, took_effect: Callable[[], None]) -> None:
        """Put the outcome into its stage, if the stage is free."""
        match outcome:
            case Pass() | PauseCandidate() | OverlapInstances() | SkewCandidateClock():
                pass
            case Delay():
                self._delay(Hit(fault, outcome, took_effect))
            case Hang():
                self.travel = self.travel or Hit(fault, outcome, took_effect)
            case Refuse():
                self.admission = self.admission or Hit(fault, outcome, took_effect)
            case DropSilently():
                self.commit = self.commit or Hit(fault, outcome, took_effect)
            case LoseReply() | TruncateReply() | ChangeReply():
                self.reply = self.reply or Hit(fault, outcome, took_effect)
            case KillCandidate(stage="before"):
                self.before = self.before or Hit(fault, outcome, took_effect)
            case KillCandidate():
                self.after = self.after or Hit(fault, outcome, took_effect)
            case Duplicate() | Postpone() | Reorder() | LoseNotice() | ChangeNotice() | CutNotice():
                self.notice = self.notice or Hit(fault, outcome, took_effect)
            case _:
                assert_never(outcome)

    def _delay(self, hit: Hit[Delay]) -> None:
        match hit.outcome.stage:
            case "travel":
                self.travel = self.travel or hit
            case "service":
                self.service = self.service or hit
            case "answer":
                self.reply = self.reply or hit


@dataclass(frozen=True, slots=True)
class TimedHit:
    """A hit at an instant, in ms, that no message triggers."""

    at_ms: int
    hit: Hit[ClockOutcome]


class Injector(Protocol):
    """The source of a run's outcomes: for each message on a wire, and by the clock for the supervisor."""

    def judge(self, subject: Subject) -> Outcomes | None:
        """Return the outcomes of a message; None where nothing happens to it."""

    def timed(self) -> Sequence[Sequence[TimedHit]]:
        """Return the candidate's hits by the clock: one sequence per fault, earliest first."""

    def heal(self) -> None:
        """End all outcomes for messages."""

    def counts(self) -> list[FaultCount]:
        """Return the counters of every fault."""


def apply(x: Exchange, hit: Hit[Decided] | None) -> Decided | None:
    """Return the outcome of a hit, if there is one, and count the hit as effective."""
    if hit is None:
        return None
    hit.took_effect()
    x.faults = (*x.faults, hit.fault)
    return hit.outcome
