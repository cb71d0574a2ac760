"""Which instance the world talks to: notices in turn, questions of the checkout and retries of clerks to the newest."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from golive.candidates.programs.instances.setup import Setup
from golive.wire.messages import Notice
from golive.wire.notice_delivery import Deliver

if TYPE_CHECKING:
    from golive.candidates.programs.instances.instances import Instance


class Routing:
    """Connects the world to the instances that are ready, as a load balancer does. For the clock's thread."""

    def __init__(self, setup: Setup) -> None:
        self._setup = setup
        self._newest: Instance | None = None
        self._queued: Deliver | None = None

    def connect(self, alive: Sequence[Instance]) -> None:
        """Send to these from now on; where none is ready, nothing changes."""
        if self._setup.queue is not None:
            self._connect_queue()
        ready = [instance for instance in alive if instance.is_ready]
        if not ready:
            return
        newest = self._newest = ready[-1]
        world, place = self._setup.world, newest.place
        if self._setup.queue is None and place.sender is not None:
            senders = {each.number: each.place.sender for each in ready}
            receivers = {number: sender.deliver for number, sender in senders.items() if sender is not None}
            if len(receivers) > 1:
                world.wire.balance(receivers)
            else:
                world.wire.connect(place.sender.deliver)
        if place.asker is not None:
            world.hooks.register(place.asker.ask)
        if place.presser is not None:
            world.desk.register(place.presser.press)

    def _connect_queue(self) -> None:
        """The shop's notices go to the queue, whose consumers are the instances; the ERP's to the newest one."""
        queue = self._setup.queue
        assert queue is not None
        if self._queued is None:
            self._queued = queue.connect(self._setup.clock, self._of_the_erp)
            self._setup.world.wire.connect(self._queued)

    def _of_the_erp(self, notice: Notice, answered: Callable[[int | None], None]) -> None:
        sender = None if self._newest is None else self._newest.place.sender
        if sender is None:
            answered(None)
        else:
            sender.deliver(notice, answered)
