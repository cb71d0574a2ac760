"""Where a program receives what is sent to it: events, questions of the checkout, presses of retry."""

from __future__ import annotations

import socket
from dataclasses import dataclass
from urllib.parse import urlsplit

from golive.candidates.programs.file.command import Command
from golive.machine.ports import HOST, free_port


@dataclass(frozen=True, slots=True)
class Receiver:
    """Addresses are "" and the port is 0 where there is none."""

    host: str = HOST
    port: int = 0
    webhook: str = ""
    hook: str = ""

    @classmethod
    def of(cls, command: Command) -> Receiver:
        """The receiver of a candidate; one that names only paths gets a free port."""
        if command.attach is not None:
            return cls._at(command.attach.webhook or "", command.attach.hook or "")
        webhook, hook = command.webhook or "", command.hook or ""
        if not webhook and not hook:
            return cls()
        if webhook.startswith("/") or not webhook:
            base = f"http://{HOST}:{free_port()}"
            return cls._at(base + webhook if webhook else "", base + hook if hook else "", base)
        base = webhook.removesuffix(urlsplit(webhook).path)
        return cls._at(webhook, base + hook if hook else "")

    @classmethod
    def _at(cls, webhook: str, hook: str, base: str = "") -> Receiver:
        place = urlsplit(base or webhook or hook)
        return cls(place.hostname or HOST, place.port or (80 if webhook or hook else 0), webhook, hook)

    @property
    def base(self) -> str:
        """The address without a path; "" without a port."""
        return f"http://{self.host}:{self.port}" if self.port else ""

    def accepts(self, seconds: float) -> bool:
        """Whether something accepts connections there now."""
        try:
            socket.create_connection((self.host, self.port), seconds).close()
        except OSError:
            return False
        return True
