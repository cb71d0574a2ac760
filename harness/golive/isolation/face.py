"""The simulated time of a run, in memory that its process and golive share."""

from __future__ import annotations

import mmap

_BYTES = 16
_TIME, _IS_PLAYING = 0, 1


class Face:
    """What golive sees of the clock of a run in another process: `now_ms`, and whether the candidate is at work.

    `is_playing` is false while a world is built or a run is judged, which may take long without any simulated time.
    """

    def __init__(self) -> None:
        self._memory = mmap.mmap(-1, _BYTES)
        self._values = memoryview(self._memory).cast("q")

    @property
    def now_ms(self) -> int:
        """The simulated time in ms since the Unix epoch; 0 before the first turn."""
        return self._values[_TIME]

    @property
    def is_playing(self) -> bool:
        """Whether simulated time is expected to pass."""
        return bool(self._values[_IS_PLAYING])

    def turn(self, now_ms: int) -> None:
        """In the run's process: time is about to pass from this instant on."""
        self._values[_TIME] = now_ms
        self._values[_IS_PLAYING] = 1

    def play(self, is_playing: bool) -> None:
        """In the run's process: code of the candidate begins or ends."""
        self._values[_IS_PLAYING] = is_playing

    def close(self) -> None:
        """Release the memory of this process."""
        self._values.release()
        self._memory.close()
