"""The door: what stands between a request and the books. Maintenance, queue, rate, session, slots, in that order."""

from __future__ import annotations

from fake_erp.access.capacity import Capacity, Turn
from fake_erp.access.limits import Limits
from fake_erp.access.maintenance import Maintenance
from fake_erp.access.sessions import Sessions
from fake_erp.config import ErpConfig
from fake_erp.dialects.native.refusals import render
from fake_erp.errors import ErpError, Overloaded, TooManyRequests
from fake_erp.messages import Reply, Request
from fake_erp.model import Emit, Now
from fake_erp.surface import Match


class Door:
    def __init__(self, now: Now, emit: Emit, config: ErpConfig, sessions: Sessions) -> None:
        limits, service, offset_ms = config.limits, config.service, config.finance.utc_offset_ms
        self._service = service
        self._sessions = sessions
        self.limits = Limits(
            now,
            0 if limits.rate is None else limits.rate.per_second,
            limits.bucket,
            limits.concurrency,
            limits,
            offset_ms,
        )
        self.capacity = Capacity(
            now,
            emit,
            service.workers,
            service.queue,
            service.patience_ms,
            service.gateway_ms,
            service.reads_wait,
        )
        self.maintenance = Maintenance(now, service.maintenance, offset_ms)
        self._away = bool(service.maintenance)

    def admit(self, request: Request, match: Match | None) -> Reply | None:
        """None lets the request in and takes a slot, to be given back with `leave`; a reply refuses it."""
        limits = self.limits
        owner = ""
        try:
            if self._away:
                self.maintenance.refuse_if_away()
            if self.capacity.is_on and self.capacity.is_full:
                raise self._queue_full()
            if limits.per_client:
                owner = request.client = self._sessions.owner(request.headers.get("authorization"))
            limits.count(owner)
            if match is not None and not match.route.public:
                self._sessions.client(request.headers.get("authorization"))
            limits.enter(owner)
        except ErpError as error:
            return render(error)
        return None

    def begin(self, request: Request, match: Match | None, service_ms: int) -> Turn | None:
        """The turn of an admitted request that takes `service_ms` once it is served; None: it is served at once."""
        if not self.capacity.is_on:
            return None
        operation, reads = ("", True) if match is None else (match.operation, match.route.method == "GET")
        turn = self.capacity.begin(operation, reads, service_ms)
        request.turned_away = turn.turned_away
        return turn

    def leave(self, request: Request, match: Match | None) -> None:
        """Give back the slot that `admit` took."""
        self.limits.leave(request.client)

    def _queue_full(self) -> ErpError:
        kind = Overloaded if self._service.queue_status == 503 else TooManyRequests
        return kind(f"{self._service.queue} requests are waiting already; nothing was done, try again later")
