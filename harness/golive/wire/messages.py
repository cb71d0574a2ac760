"""What travels on the wire: exchanges (candidate to system), notices and checkout questions (system to candidate)."""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import dataclass, field
from typing import Any, Protocol

ANSWERED, REFUSED, UNKNOWN = "answered", "refused", "unknown"
"""How an exchange ends for the candidate: a reply, certainly not applied, or it cannot tell."""

APPLIED, NOT_APPLIED, DROPPED, READ = "applied", "not_applied", "dropped", "read"
"""How it ends in truth."""

LINK_MS = 3
"""One way between candidate and system: the same region of a cloud, not the same rack."""

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

    def recognise(self, request: Any) -> Any:
        """What a request asks for, as a `Match`; None where there is no such operation."""

    def admit(self, request: Any, match: Any) -> Any: ...

    def begin(self, request: Any, match: Any, service_ms: int) -> Turn | None: ...

    def leave(self, request: Any, match: Any) -> None: ...

    def service_ms(self, operation: str) -> int: ...


@dataclass(slots=True)
class CallResult:
    """How an exchange ends for its caller: a reply, or `how` there was none (`timeout`, `reset`, `refused`, `killed`).

    `kind` is ANSWERED, REFUSED or UNKNOWN. `is_truncated`: the connection breaks in the middle of `reply`. Over HTTP
    the first half of it is sent; in process the caller gets none of it.
    """

    kind: str
    reply: Reply | None = None
    how: str = ""
    is_truncated: bool = False


Walk = Generator[int, None, None]
"""The stages of an exchange as steps; yields the milliseconds to wait before the next one."""

CALLER_KILLED = CallResult(UNKNOWN, how="killed")
"""The caller has been killed and learns nothing."""


@dataclass(slots=True, eq=False)
class Exchange:
    """One request from the candidate to a system. Times in ms; `deadline_ms` is when the caller gives up.

    `abandoned`: the caller has left early (it was cancelled) and learns nothing any more. `faults` are the ids of
    those that took effect on it. `walk` is the wire's position in it.
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
    walk: Walk = field(init=False)

    @property
    def name(self) -> str:
        return f"{self.system}.{self.operation}"


@dataclass(slots=True, eq=False)
class Notice:
    """One event from a system to the candidate; `attempt` counts the sender's own deliveries from 1.

    `name` is qualified by the system (`shop.order.placed`). An `event` of the ERP carries the subscriber's `url` and
    the `headers` that sign its bytes.
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


Subject = Exchange | Notice
"""A message that a fault may act on."""


@dataclass(frozen=True, slots=True)
class HookQuestion:
    """One question of the checkout to the candidate: the hook's name, the body, and the shop's timeout in ms."""

    number: int
    name: str
    body: dict[str, Any]
    timeout_ms: int
