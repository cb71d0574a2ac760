"""Clients and their tokens, which expire; each token is a session. How a token travels is for the dialect."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass
from random import Random

from fake_erp.access.comparing import is_secret
from fake_erp.access.config import Token
from fake_erp.errors import NoFreeSession, See, TooManyLogins, Unauthorized
from fake_erp.model import Now

MINUTE_MS = 60_000


@dataclass(slots=True)
class Session:
    """`ended` says why it is over before its time, for the refusal of its next call."""

    client: str
    expires_at_ms: int
    used_at_ms: int
    ended: str = ""


class Sessions:
    """Logs clients in, and finds the client of a token."""

    def __init__(self, now: Now, rng: Random, policy: Token, tells_wait: bool = True) -> None:
        """`tells_wait`: whether the refusal of a login says how long to wait."""
        self._now = now
        self._rng = rng
        self._policy = policy
        self._tells_wait = tells_wait
        self.lifetime_ms = policy.lifetime_ms
        self._secrets: dict[str, str] = {}
        self._by_token: dict[str, Session] = {}
        self._issued: deque[tuple[int, str]] = deque()
        self._standing: dict[str, str] = {}
        self._logins: dict[str, deque[int]] = {}

    def add_client(self, client_id: str, secret: str) -> None:
        """Let a client in, or change its secret. Its tokens stay good until they expire."""
        self._secrets[client_id] = secret

    def login(self, client_id: str, secret: str) -> str:
        """A new token, good for `lifetime_ms`. Raises Unauthorized, TooManyLogins or NoFreeSession."""
        policy, now = self._policy, self._now()
        if policy.logins and client_id in self._secrets:
            self._count_login(client_id, now)
        if not is_secret(secret, self._secrets.get(client_id)):
            raise Unauthorized("client_id or client_secret is wrong; ask the ERP's administrator for both")
        self._forget(now)
        if policy.single:
            self._end(self.open_sessions(client_id), "ended by a newer login of the same client")
        if policy.sessions:
            self._make_room()
        token = f"{self._rng.getrandbits(160):040x}"
        expires_at_ms = now + self.lifetime_ms
        self._by_token[token] = Session(client_id, expires_at_ms, now)
        self._issued.append((expires_at_ms, token))
        return token

    def verify(self, client_id: str, secret: str) -> str:
        """The client, for dialects that send the secret with every call. Raises Unauthorized."""
        if not client_id or not is_secret(secret, self._secrets.get(client_id)):
            raise Unauthorized("client_id or client_secret is wrong; ask the ERP's administrator for both")
        return client_id

    @property
    def secrets(self) -> Mapping[str, str]:
        """The secret of each client, for dialects that check signatures."""
        return self._secrets

    def end(self, token: str) -> None:
        """End a session, as a logout does."""
        session = self._by_token.get(token)
        if session is not None:
            self._end([session], "ended by a logout")

    def grant(self, client_id: str, token: str) -> None:
        """A token that is good for ever, whatever ends the others: for the tools of a sandbox."""
        self._standing[token] = client_id

    def client(self, token: str) -> str:
        """The client of a token, whose session it keeps from going idle. Raises Unauthorized."""
        session = self._by_token.get(token)
        if session is None:
            if token in self._standing:
                return self._standing[token]
            raise Unauthorized(("unknown token; ", See("token.create"), " gives a new one"))
        now = self._now()
        if session.ended:
            raise Unauthorized(
                (f"the session was {session.ended}; ", See("token.create"), " gives a new one")
            )
        if session.expires_at_ms <= now:
            raise Unauthorized(("the token has expired; ", See("token.create"), " gives a new one"))
        idle_ms = self._policy.idle_ms
        if idle_ms and now - session.used_at_ms >= idle_ms:
            ended = f"the session was idle for {idle_ms // 1000} s and has ended; "
            raise Unauthorized((ended, See("token.create"), " gives a new one"))
        session.used_at_ms = now
        return session.client

    def owner(self, token: str) -> str:
        """The client a token was issued to, valid or not; "" for an unknown one."""
        standing = self._standing.get(token)
        if standing is not None:
            return standing
        session = self._by_token.get(token)
        return "" if session is None else session.client

    def open_sessions(self, client_id: str = "") -> list[Session]:
        """The sessions in use, of one client or of all, oldest login first."""
        return [
            session
            for session in self._by_token.values()
            if client_id in ("", session.client) and self._is_open(session)
        ]

    def revoke_all(self) -> None:
        """Forget every token, as a restart of the ERP does."""
        self._by_token.clear()
        self._issued.clear()

    def _is_open(self, session: Session) -> bool:
        now, idle_ms = self._now(), self._policy.idle_ms
        awake = not idle_ms or now - session.used_at_ms < idle_ms
        return not session.ended and session.expires_at_ms > now and awake

    def _count_login(self, client_id: str, now: int) -> None:
        recent = self._logins.setdefault(client_id, deque())
        while recent and recent[0] <= now - MINUTE_MS:
            recent.popleft()
        if len(recent) >= self._policy.logins:
            wait_s = -(-(recent[0] + MINUTE_MS - now) // 1000)
            raise TooManyLogins(
                f"too many logins: a token is valid for {self.lifetime_ms // 1000} s; store and reuse it",
                None,
                {"retry_after_s": wait_s} if self._tells_wait else {},
            )
        recent.append(now)

    def _make_room(self) -> None:
        taken = self.open_sessions()
        most = self._policy.sessions
        if len(taken) < most:
            return
        if self._policy.full == "refuse":
            raise NoFreeSession(f"all {most} sessions are in use; end one, or wait until one has expired")
        self._end(taken[: len(taken) - most + 1], "ended to make room for a newer one")

    @staticmethod
    def _end(sessions: list[Session], why: str) -> None:
        for session in sessions:
            session.ended = why

    def _forget(self, now: int) -> None:
        """Drop tokens that expired a whole lifetime ago: until then their refusal can say why."""
        while self._issued and self._issued[0][0] + self.lifetime_ms <= now:
            self._by_token.pop(self._issued.popleft()[1], None)
