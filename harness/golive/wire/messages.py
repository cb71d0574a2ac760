"""The messages on the wire: exchanges (candidate to system), notices and checkout questions (system to candidate)."""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import dataclass, field
from typing import Any, Protocol

ANSWERED, REFUSED, UNKNOWN = "answered", "refused", "unknown"
"""The end of an exchange for the candidate: a reply, certainly not applied, or unknown."""

APPLIED, NOT_APPLIED, DROPPED, READ = "applied", "not_applied", "dropped", "read"
"""The end of an exchange in the system."""

LINK_MS = 3
"""One-way network latency between candidate and system, in ms: the same cloud region, not the same rack."""

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


class Request(Protocol):
    """A request as the fakes take it. `body` is the raw content, `data` its parsed form."""

    method: str
    path: str
    query: str
    headers: dict[str, str]
    data: Any
    body: bytes | None


class Reply(Protocol):
    """A reply of a system."""

    status: int
    data: Any
    headers: dict[str, str]

    def encode(self) -> bytes:
        """Return the body as bytes."""

    @property
    def content_type(self) -> str:
        """The Content-Type header of the reply."""


class Match(Protocol):
    """A route that fits a request."""

    @property
    def operation(self) -> str:
        """The name of the operation, without the system."""

    def key(self, request: Any) -> str | None:
        """Return the business key of the request, such as a reference; None for none."""


class Surface(Protocol):
    """The route table of a fake."""

    def call(self, match: Any, request: Any) -> Any:
        """Carry out a request at one instant and return the reply."""


class Turn(Protocol):
    """The progress of a call that a system has admitted; instants in ms.

    `done_ms` may move on while the call waits. At `given_up_ms`, if that is not below 0, a gateway answers
    in place of the system, which goes on with the call.
    """

    done_ms: int
    given_up_ms: int


class System(Protocol):
    """A fake as the wire uses it: its admission control, its service times, and its commits."""

    @property
    def surface(self) -> Surface:
        """The route table."""

    def recognise(self, request: Any) -> Any:
        """Return the operation of a request as a `Match`; None for an unknown one."""

    def admit(self, request: Any, match: Any) -> Any:
        """Return the reply of a request that admission control refuses; None for one that is admitted."""

    def begin(self, request: Any, match: Any, service_ms: int) -> Turn | None:
        """Start the service of an admitted request; None where it ends after exactly its service time."""

    def leave(self, request: Any, match: Any) -> None:
        """Release what an admitted request occupies, at the end of its service."""

    def service_ms(self, operation: str) -> int:
        """Return the service time of an operation."""


@dataclass(slots=True)
class CallResult:
    """The end of an exchange for its caller: a reply, or in `how` the reason there is none.

    `kind` is ANSWERED, REFUSED or UNKNOWN; `how` is `timeout`, `reset`, `refused` or `killed`. `is_truncated`: the
    connection breaks in the middle of `reply`. Over HTTP the first half of it is sent; in process the caller gets none.
    """

    kind: str
    reply: Reply | None = None
    how: str = ""
    is_truncated: bool = False


Walk = Generator[int, None, None]
"""The stages of an exchange as steps; yields the milliseconds to wait before the next one."""


def failed_walk(error: Exception) -> Walk:
    """The walk of a request that a system could not recognise."""
    raise error
    yield


CALLER_KILLED = CallResult(UNKNOWN, how="killed")
"""The result for a caller that was killed."""


@dataclass(slots=True, eq=False)
class Exchange:
    """One request from the candidate to a system. Times in ms; `deadline_ms` is the caller's timeout as an instant.

    `abandoned`: the caller was cancelled and gets no result any more. `faults` are the ids of those that took effect on
    it. `instance` is the caller's number among the instances of the candidate, 0 for an unknown one;
    `is_one_of_several`: others ran beside it when the call was sent. `walk` is the wire's position in it. `reply` is
    that of the system, `result` the end for the caller; each None before it is known.
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
    answer: Callable[[CallResult], None]
    answered: bool = False
    abandoned: bool = False
    faults: tuple[str, ...] = ()
    instance: int = 1
    is_one_of_several: bool = False
    reply: Any = None
    result: CallResult | None = None
    walk: Walk = field(init=False)

    @property
    def caller(self) -> dict[str, int]:
        """What facts about it say of the caller: its number where there were several and it is known."""
        return {"instance": self.instance} if self.is_one_of_several and self.instance else {}

    @property
    def name(self) -> str:
        """The operation, qualified by the system."""
        return f"{self.system}.{self.operation}"

    @property
    def reads(self) -> bool:
        """Whether it changes nothing; calls of some dialects all have the method POST."""
        return self.request.method in SAFE_METHODS or (
            self.match is not None and getattr(self.match, "reads", False)
        )


@dataclass(slots=True, eq=False)
class Notice:
    """One event from a system to the candidate; `attempt` counts the sender's own deliveries from 1.

    `name` is qualified by the system (`shop.order.placed`). An `event` of the ERP carries the subscriber's `url` and
    the `headers` that sign its bytes. `traceparent` is the header of that name; "" for none.
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
    traceparent: str = ""

    @property
    def operation(self) -> str:
        """The same as `name`, as for an exchange."""
        return self.name


@dataclass(slots=True, eq=False)
class Row:
    """One row of a batch, a file or a table, at its turn in the system; `by` names the batch, file or table.

    `number` is 0 for a row that meets no fault. `faults` are the ids of those that took effect on it.
    """

    system: str
    operation: str
    key: str
    attempt: int
    by: str
    sent_ms: int
    number: int = 0
    faults: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The operation, qualified by the system, as for an exchange."""
        return f"{self.system}.{self.operation}"


class Recorder(Protocol):
    """Writes down what calls and notices carried."""

    def call(self, x: Exchange) -> None:
        """Take a call that has ended, or is open at the end of the run."""

    def notice(self, notice: Notice, copy: int, status: int | None) -> None:
        """Take a notice after its delivery; `status` is None without an answer."""


Subject = Exchange | Notice | Row
"""A message that a fault may act on."""


@dataclass(frozen=True, slots=True)
class HookQuestion:
    """One call of the checkout to the candidate: the hook's name, the body, and the shop's timeout in ms."""

    number: int
    name: str
    body: dict[str, Any]
    timeout_ms: int
