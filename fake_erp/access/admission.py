"""Admission control: maintenance, a full queue, limits and slots before a call; its turn once it is admitted."""

from __future__ import annotations

from fake_erp.access.capacity import Capacity, Turn
from fake_erp.access.config import Service
from fake_erp.access.limits import Limits
from fake_erp.access.maintenance import Maintenance
from fake_erp.errors import ErpError, Overloaded, TooManyRequests
from fake_erp.messages import Request
from fake_erp.model import Emit, Now


class AdmissionControl:
    """Decides whether a call may enter, and schedules its work."""

    def __init__(self, now: Now, emit: Emit, service: Service, limits: Limits, offset_ms: int = 0) -> None:
        self._service = service
        self.limits = limits
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
        self._has_windows = bool(service.maintenance)

    def require_open(self) -> None:
        """Raises UnderMaintenance, or Overloaded or TooManyRequests while the queue is full."""
        if self._has_windows:
            self.maintenance.refuse_if_away()
        if self.capacity.is_on and self.capacity.is_full:
            raise self._queue_full()

    def begin(self, request: Request, operation: str, reads: bool, service_ms: int) -> Turn | None:
        """The turn of an admitted request that takes `service_ms` once it is served; None: it is served at once."""
        if not self.capacity.is_on:
            return None
        turn = self.capacity.begin(operation, reads, service_ms)
        request.turned_away = turn.turned_away
        return turn

    def leave(self, request: Request) -> None:
        """Give back the slot of an admitted request."""
        self.limits.leave(request.client)

    def _queue_full(self) -> ErpError:
        kind = Overloaded if self._service.queue_status == 503 else TooManyRequests
        return kind(f"{self._service.queue} requests are waiting already; nothing was done, try again later")
