"""What the program is told over HTTP: notices, questions of the checkout, and retries from the desk."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
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

    def __init__(self, world: World, entry: Entry, token: str, key: SigningKey | None) -> None:
        self._world = world
        self._env = world.clock.env
        self._entry = entry
        self._token = token
        self._key = key
        self._base = f"http://{HOST}:{WEBHOOK_PORT}"

    def connect(self, takers: Mapping[int, Ask], *, are_several: bool) -> None:
        """Deliver notices to these instances, by number, in turn; questions and retries go to the newest.

        `are_several`: more than one instance runs, and facts name the one that got a notice. `World.disconnect` ends
        it.
        """
        world, newest = self._world, takers[max(takers)]
        if self._entry.webhook or world.erp.config.channels.webhooks:
            if are_several:
                world.wire.balance({number: partial(self._deliver, ask) for number, ask in takers.items()})
            else:
                world.wire.connect(partial(self._deliver, newest))
        if self._entry.hook:
            world.hooks.register(partial(self._question, newest))
        if world.scenario.people.clerks.are_there:
            world.desk.register(partial(self._retry, newest))

    def _post(
        self, ask: Ask, url: str, headers: dict[str, str], body: bytes, limit_ms: int, replied: Replied
    ) -> None:
        port = (urlsplit(url).port or 80) if url and is_here(url) else 0
        asking = ask(url, port, headers, body, replied)
        if asking is not None:
            self._env.after(limit_ms, asking.finish, None)

    def _deliver(self, ask: Ask, notice: Notice, answered: Callable[[int | None], None]) -> None:
        webhook = f"{self._base}{self._entry.webhook}" if self._entry.webhook else ""
        url, headers, body = addressed_to(notice, webhook)
        self._post(
            ask, url, headers, body, TIMEOUT_MS, lambda reply: answered(None if reply is None else reply[0])
        )

    def _question(self, ask: Ask, call: HookQuestion, answered: Callable[[Answer], None]) -> None:
        assert self._key is not None
        body = orjson.dumps(call.body)
        headers = hook_headers(self._key, body, str(call.number))
        url = f"{self._base}{self._entry.hook}"
        self._post(ask, url, headers, body, call.timeout_ms, lambda reply: answered(hook_answer(reply)))

    def _retry(self, ask: Ask, retry: Retry, answered: Callable[[RetryAnswer], None]) -> None:
        url = retry.url or f"{self._base}{RETRY_PATH}"
        headers = {"Authorization": f"Bearer {self._token}"}
        body = orjson.dumps({"order": retry.order})
        self._post(
            ask,
            url,
            headers,
            body,
            RETRY_TIMEOUT_MS,
            lambda reply: answered(NO_ANSWER if reply is None else retry_answer(reply)),
        )
