"""Backups of a candidate's storage, taken every minute where a scenario restores one."""

from __future__ import annotations

from collections.abc import Callable

from golive.candidates.storage import Storage
from golive.sim import Environment

EVERY_MS = 60_000


class Backups:
    """Keeps a backup of each minute. `storage` returns what the candidate writes to now."""

    def __init__(self, env: Environment, storage: Callable[[], Storage]) -> None:
        self._env = env
        self._storage = storage
        self._kept: list[tuple[int, Storage]] = []
        self._take(None)

    def _take(self, _: object) -> None:
        self._kept.append((self._env.now_ms(), self._storage().reopened()))
        self._env.after(EVERY_MS, self._take, None)

    def of(self, age_ms: int) -> Storage:
        """Return the newest backup that is at least so old; the first one where none is."""
        until_ms = self._env.now_ms() - age_ms
        return next((kept for at_ms, kept in reversed(self._kept) if at_ms <= until_ms), self._kept[0][1])
