"""What travels on the wire: exchanges (candidate to system), notices (system to candidate) and their fates."""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol

ANSWERED, REFUSED, UNKNOWN = "answered", "refused", "unknown"
"""How an exchange ends for the candidate: a reply, certainly not applied, or it cannot tell."""

APPLIED, NOT_APPLIED, DROPPED, READ = "applied", "not_applied", "dropped", "read"
"""How it ends in truth."""

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


class Request(Protocol):
    method: str
    path: str
    query: str
    headers: dict[str, str]
    data: Any
    body: bytes | None


class Reply(Protocol):
    status: int
    data: Any
    headers: dict[str, str]

    def encode(self) -> bytes: ...

    @property
    def content_type(self) -> str: ...


class Match(Protocol):
    @property
    def operation(self) -> str: ...

    def key(self, request: Any) -> str | None: ...


class Surface(Protocol):
    def match(self, method: str, path: str) -> Any: ...

    def call(self, match: Any, request: Any) -> Any: ...


class Turn(Protocol):
    """When a system is done with a call it has let in; instants in ms.

    `done_ms` may move on while the call waits. At `given_up_ms`, if that is not below 0, a gateway answers
    in place of the system, which goes on with the call.
    """

    done_ms: int
    given_up_ms: int


class System(Protocol):
    """A fake as the wire sees it: refusals of its own, a pace of its own, and an instant of commitment.

    `begin` gives None where a call is simply done after its service time.
    """

    @property
    def surface(self) -> Surface: ...

    def admit(self, request: Any, match: Any) -> Any: ...

    def begin(self, request: Any, match: Any, service_ms: int) -> Turn | None: ...

    def leave(self, request: Any, match: Any) -> None: ...

    def service_ms(self, operation: str) -> int: ...


@dataclass(slots=True)
class Told:
    """What the candidate learns: a reply, or `how` there was none (`timeout`, `reset`, `refused`, `killed`).

    `cut` is a reply that breaks off in the middle: the live server sends half of it.
    """

    outcome: str
    reply: Reply | None = None
    how: str = ""
    cut: bool = False


Walk = Generator[int, None, None]
"""What becomes of an exchange, step by step; yields the milliseconds it waits before the next step."""

UNHEARD = Told(UNKNOWN, how="killed")
"""Nobody is there any more to learn anything: who called has been killed."""


@dataclass(slots=True, eq=False)
class Exchange:
    """One request from the candidate to a system. Times in ms; `deadline_ms` is when the caller gives up.

    `abandoned`: the caller has left early (it was cancelled) and learns nothing any more. `walk` is where the
    wire stands with it.
    """

    number: int
    system: str
    operation: str
    key: str
    attempt: int
    request: Any
    match: Any
    sent_ms: int
    deadline_ms: int | None
    answer: Callable[[Told], None]
    answered: bool = False
    abandoned: bool = False
    fates: tuple[str, ...] = ()
    walk: Walk = field(init=False)

    @property
    def name(self) -> str:
        return f"{self.system}.{self.operation}"


@dataclass(slots=True, eq=False)
class Notice:
    """One event from a system to the candidate; `attempt` counts the sender's own deliveries from 1.

    An `event` of the ERP knows the subscriber's `url` and the `headers` that sign its bytes.
    """

    number: int
    system: str
    name: str
    event_id: str
    key: str
    attempt: int
    payload: Callable[[], dict[str, Any]]
    sent_ms: int
    copy: int = 0
    event: Any = None

    @property
    def operation(self) -> str:
        return self.name


Stage = Literal["travel", "admission", "service", "commit", "back", "notice", "before", "after", "clock"]


@dataclass(frozen=True, slots=True)
class Pass:
    """Nothing happens to it."""

    stage = None


@dataclass(frozen=True, slots=True)
class Delay:
    """Held up by `delay_ms` while travelling or while being served."""

    delay_ms: int
    stage: Stage = "service"


@dataclass(frozen=True, slots=True)
class Refuse:
    """Turned away before anything was applied: a status, or no connection at all (`status` None)."""

    status: int | None
    retry_after_s: int | None = None
    html: bool = False
    stage: Stage = "admission"


@dataclass(frozen=True, slots=True)
class Hang:
    """Swallowed on the way in: no answer ever comes and nothing is applied, which the caller cannot know."""

    stage: Stage = "travel"


@dataclass(frozen=True, slots=True)
class LoseReply:
    """Applied; then the answer is lost: silence (`timeout`), or the connection breaks (`reset`)."""

    how: str
    stage: Stage = "back"


@dataclass(frozen=True, slots=True)
class DropSilently:
    """Answered like a success, and nothing is kept."""

    stage: Stage = "commit"


@dataclass(frozen=True, slots=True)
class Again:
    """A notice delivered once more after each of these delays."""

    delays_ms: tuple[int, ...]
    stage: Stage = "notice"


@dataclass(frozen=True, slots=True)
class Late:
    """A notice that arrives this much later than it should."""

    delay_ms: int
    stage: Stage = "notice"


@dataclass(frozen=True, slots=True)
class Overtaken:
    """A notice that is held until the next one about the same record has passed it, but no longer than this."""

    longest_ms: int
    stage: Stage = "notice"


@dataclass(frozen=True, slots=True)
class Lost:
    """A notice that never arrives, though its sender is told it did."""

    stage: Stage = "notice"


@dataclass(frozen=True, slots=True)
class Killed:
    """The candidate dies, `before` the call is sent or `after` it was carried out, and is back after `down_ms`."""

    down_ms: int
    stage: Stage = "after"


@dataclass(frozen=True, slots=True)
class Frozen:
    """The candidate stands still for `lasts_ms`. No call sets this off, only the clock."""

    lasts_ms: int
    stage: Stage = "clock"


Fate = (
    Pass
    | Delay
    | Refuse
    | Hang
    | LoseReply
    | DropSilently
    | Again
    | Late
    | Overtaken
    | Lost
    | Killed
    | Frozen
)

PASS = Pass()
