"""What the program is told over HTTP: notices, questions of the checkout, and retries from the desk."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol
from urllib.parse import urlsplit

import orjson

from fake_magento.events.checkout_hooks import Answer
from golive.build.world import World
from golive.candidates.virtual.asking import Asking, Replied
from golive.candidates.virtual.entry import Entry
from golive.candidates.virtual.systems import HOST, WEBHOOK_PORT
from golive.live.calls.checkout_hooks import hook_answer, hook_headers
from golive.live.calls.retries import RETRY_PATH, retry_answer
from golive.live.calls.signing import SigningKey
from golive.live.calls.webhooks import TIMEOUT_MS, addressed_to, is_here
from golive.people.desk import NO_ANSWER, RETRY_TIMEOUT_MS, Retry, RetryAnswer
from golive.wire.messages import HookQuestion, Notice


class Ask(Protocol):
    """POSTs to a port of the program."""

    def __call__(
        self, url: str, port: int, headers: dict[str, str], body: bytes, replied: Replied
    ) -> Asking | None:
        """Return the question under way; None, once `replied` has been called, where nothing listens."""


class Notices:
    """Connects the shop, the ERP, the checkout and the desk with a program."""

    def __init__(self, world: World, entry: Entry, token: str, key: SigningKey | None, ask: Ask) -> None:
        self._world = world
        self._env = world.clock.env
        self._entry = entry
        self._token = token
        self._key = key
        self._ask = ask
        self._base = f"http://{HOST}:{WEBHOOK_PORT}"

    def connect(self) -> None:
        """From now on; `World.disconnect` ends it."""
        world = self._world
        if self._entry.webhook or world.erp.config.channels.webhooks:
            world.wire.connect(self._deliver)
        if self._entry.hook:
            world.hooks.register(self._question)
        if world.scenario.people.clerks.are_there:
            world.desk.register(self._retry)

    def _post(self, url: str, headers: dict[str, str], body: bytes, limit_ms: int, replied: Replied) -> None:
        port = (urlsplit(url).port or 80) if url and is_here(url) else 0
        asking = self._ask(url, port, headers, body, replied)
        if asking is not None:
            self._env.after(limit_ms, asking.finish, None)

    def _deliver(self, notice: Notice, answered: Callable[[int | None], None]) -> None:
        webhook = f"{self._base}{self._entry.webhook}" if self._entry.webhook else ""
        url, headers, body = addressed_to(notice, webhook)
        self._post(
            url, headers, body, TIMEOUT_MS, lambda reply: answered(None if reply is None else reply[0])
        )

    def _question(self, call: HookQuestion, answered: Callable[[Answer], None]) -> None:
        assert self._key is not None
        body = orjson.dumps(call.body)
        headers = hook_headers(self._key, body, str(call.number))
        url = f"{self._base}{self._entry.hook}"
        self._post(url, headers, body, call.timeout_ms, lambda reply: answered(hook_answer(reply)))

    def _retry(self, retry: Retry, answered: Callable[[RetryAnswer], None]) -> None:
        url = retry.url or f"{self._base}{RETRY_PATH}"
        headers = {"Authorization": f"Bearer {self._token}"}
        body = orjson.dumps({"order": retry.order})
        self._post(
            url,
            headers,
            body,
            RETRY_TIMEOUT_MS,
            lambda reply: answered(NO_ANSWER if reply is None else retry_answer(reply)),
        )
