"""Asynchronous requests: `Prefer: respond-async` makes a job, which holds the reply once it is done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import orjson

from fake_erp.dialects.meanings import meaning
from fake_erp.dialects.netsuite import refusals
from fake_erp.dialects.netsuite.calls.base import SINGULAR, NetSuiteMatch, Plain, base, self_link
from fake_erp.dialects.netsuite.calls.carriers import Carrier
from fake_erp.dialects.netsuite.memory import Job, memory_of
from fake_erp.dialects.netsuite.words import WORDS
from fake_erp.errors import ErpError, NotFound, RuleRefused
from fake_erp.messages import Reply, Request
from fake_erp.operations.base import Command, Hides, Look, Parts
from fake_erp.quirks.active import ActiveQuirks

if TYPE_CHECKING:
    from fake_erp.erp import Erp

TAKES_MS = 2000
"""How long a job is pending."""
KEY = "x-netsuite-idempotency-key"
JOBS = "/services/rest/async/v1/job"


@dataclass(slots=True)
class Failed:
    """The outcome of a job that was refused."""

    error: ErpError


@dataclass(slots=True)
class Deferred:
    """A command that gives its refusal as an outcome: the client reads it from the job."""

    inner: NetSuiteMatch
    request: Request
    by: str
    quirks: ActiveQuirks

    def perform(self, parts: Parts, hides: Hides | None = None) -> Any:
        try:
            self.quirks.check_row(self.inner.key(self.request) or "")
            return self.inner.read(self.request, self.by).perform(parts, hides)
        except ErpError as error:
            if self.inner.operation.startswith("order."):
                parts.orders.refused(self.inner.key(self.request) or "", error)
            return Failed(error)


@dataclass(slots=True)
class AsyncMatch(Carrier[NetSuiteMatch]):
    """A call that is answered with the address of a job."""

    by: str = ""

    def read(self, request: Request, by: str) -> Command[Any]:
        self.by = by
        key = request.headers.get(KEY, "")[:200]
        earlier = memory_of(self.erp).keys.get((by, key)) if key else None
        if earlier is not None:
            location = f"{base(self.erp, request).removesuffix('/services/rest')}{JOBS}/{earlier}"
            raise RuleRefused(
                "idempotency", "idempotency", "the key was used before", KEY, {"location": location}
            )
        return Deferred(self.inner, request, by, self.erp.active_quirks)

    def write(self, request: Request, outcome: Any) -> Reply:
        if isinstance(outcome, Failed):
            done = refusals.rest(outcome.error, old=False)
        else:
            done = self.inner.write(request, outcome)
        reply = self._accepted(request, done)
        if isinstance(outcome, Failed):
            reply.concealed = "refused"
            reply.meaning, reply.reason = meaning(outcome.error), outcome.error.message(WORDS)
        return reply

    def _accepted(self, request: Request, done: Reply) -> Reply:
        memory, erp = memory_of(self.erp), self.erp
        number = len(memory.jobs) + 1
        body = orjson.dumps(done.data).decode() if done.data is not None else ""
        key = request.headers.get(KEY, "")[:200]
        memory.jobs[number] = Job(
            number,
            self.by,
            key,
            erp.now() + TAKES_MS,
            request.method,
            request.path,
            done.status,
            done.headers.get("Location", ""),
            body,
        )
        if key:
            memory.keys[self.by, key] = number
        location = f"{base(erp, request).removesuffix('/services/rest')}{JOBS}/{number}"
        return Reply(202, None, {"Location": location, "Preference-Applied": "respond-async"}, text="")

    def accepted(self) -> Reply:
        return Reply(202, text="")


@dataclass(slots=True)
class JobMatch(Plain):
    """`/services/rest/async/v1/job/1`, its tasks and their results."""

    parts: tuple[str, ...] = ()
    operation: str = "batch.read"

    def __init__(self, erp: Erp, parts: tuple[str, ...]) -> None:
        self.erp, self.parts = erp, parts
        self.operation, self.reads, self.public, self.number = "batch.read", True, False, ""

    def read(self, request: Request, by: str) -> Look[Job]:
        wanted = self.parts[0]
        jobs = memory_of(self.erp).jobs
        job = jobs.get(int(wanted)) if wanted.isascii() and wanted.isdigit() and len(wanted) < 10 else None
        if job is None or job.owner != by or not self._exists():
            raise NotFound("there is no such job", None, {"url": request.path[:200]})
        return Look(lambda hides: job)

    def _exists(self) -> bool:
        match self.parts[1:]:
            case () | ("task",) | ("task", "1") | ("task", "1", "result"):
                return True
        return False

    def write(self, request: Request, outcome: Job) -> Reply:
        href = f"{base(self.erp, request).removesuffix('/services/rest')}{JOBS}/{outcome.number}"
        is_done = self.erp.now() >= outcome.done_at_ms
        state = {"completed": is_done, "progress": _progress(outcome) if is_done else "pending"}
        data: dict[str, Any]
        match self.parts[1:]:
            case ():
                task: dict[str, Any] = {"links": self_link(f"{href}/task")}
                data = {
                    "links": self_link(href),
                    **state,
                    "id": str(outcome.number),
                    "task": task,
                }
            case ("task",):
                task = {"links": self_link(f"{href}/task/1"), "id": "1"}
                data = {"links": self_link(f"{href}/task"), "count": 1, "hasMore": False, "items": [task]}
                data |= {"offset": 0, "totalResults": 1}
            case ("task", "1"):
                data = {"links": self_link(f"{href}/task/1"), **state, "id": "1"}
                data["result"] = {"links": self_link(f"{href}/task/1/result")}
            case _:
                return self._result(request, outcome, is_done)
        return Reply(200, data, media=SINGULAR)

    def _result(self, request: Request, job: Job, is_done: bool) -> Reply:
        if not is_done:
            error = NotFound("the job is not done", None, {"url": request.path[:200]})
            return refusals.rest(error, old=False)
        headers = {"Location": job.location} if job.location else {}
        data = orjson.loads(job.body) if job.body else None
        media = refusals.ERROR_MEDIA if job.status >= 400 else SINGULAR
        return Reply(job.status, data, headers, media=media)


def _progress(job: Job) -> str:
    return "failed" if job.status >= 400 else "succeeded"
