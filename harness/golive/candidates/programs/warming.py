"""The clock while a program starts: almost still, but at full speed as long as a call of the program is under way."""

from __future__ import annotations

import threading
from contextlib import suppress

from golive.sim import LiveClock


class Warming:
    """Watches the requests of a program from its start until `end`.

    Without it the first calls would take their simulated duration in real time, which a program takes for silence.
    """

    def __init__(self, clock: LiveClock) -> None:
        self.first_request = threading.Event()
        self._clock = clock
        self._open = 0
        self._is_over = False
        self._is_held = False

    def came(self) -> None:
        """In a thread of a server."""
        self.first_request.set()
        with suppress(RuntimeError):  # the loop is closed, the run is over
            self._clock.submit(self._hurry)

    def answered(self) -> None:
        """On the clock's thread, or in that of a server where the run is over."""
        self._open -= 1
        if not self._is_over and self._open <= 0:
            self._clock.idle()

    def hold(self) -> None:
        """From any thread: from here on calls are no reason to hurry."""
        self._is_held = True

    def end(self) -> None:
        """On the clock's thread: from here on time passes at full speed."""
        self._is_over = True
        self._clock.restart()

    def _hurry(self) -> None:
        self._open += 1
        if not self._is_over and not self._is_held:
            self._clock.restart()
