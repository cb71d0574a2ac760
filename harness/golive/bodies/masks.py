"""Masks in place of secrets in headers, queries and bodies."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterable, Mapping

MASK = "***"
SHORTEST = 8
"""Characters of a value that is masked wherever it occurs; shorter ones occur by chance."""

_SHOWN = frozenset(
    [
        "accept",
        "accept-language",
        "allow",
        "b1s-pagesize",
        "cache-control",
        "content-id",
        "content-length",
        "content-type",
        "dataserviceversion",
        "date",
        "etag",
        "idempotency-key",
        "if-match",
        "if-none-match",
        "isolation",
        "link",
        "location",
        "odata-maxversion",
        "odata-version",
        "odata-entityid",
        "prefer",
        "preference-applied",
        "rest-framework-version",
        "retry-after",
        "store",
        "traceparent",
        "www-authenticate",
        "x-correlation-id",
        "x-http-method",
        "x-http-method-override",
        "x-odoo-database",
        "x-request-id",
        "x-requested-with",
    ]
)
"""Headers with their values; of all others only the name is kept."""
_LEFT_OUT = frozenset(("host", "connection", "user-agent", "accept-encoding", "server", "x-forwarded-proto"))
_SCHEMES = ("Bearer", "Basic", "OAuth", "Token", "Digest")

_SECRET = (
    r"(?:passw(?:or)?d|passphrase|secret|token(?!_?type|s_)|api_?-?key|apikey|access_?key|service_?key|consumer_?key"
    r"|session_?id|sid\b|signature|nonce|authorization|credential|cookie|csrf|bearer|assertion|b1session)"
)
_NAME = rf"[\w.$@:-]*{_SECRET}[\w.$@:-]*"
_PATTERNS = (
    (
        re.compile(rf'("{_NAME}"\s*:\s*)(?:"(?:[^"\\]|\\.)*(?:"|\\?$)|-?\d[\d.]*)', re.I | re.S),
        rf'\1"{MASK}"',
    ),
    (re.compile(rf"((?:^|[?&])(?:{_NAME}|code|cs|sask)=)[^&\s\"]+", re.I | re.M), rf"\1{MASK}"),
    (re.compile(rf"(<(?:\w+:)?{_NAME}(?:\s[^<>]*)?>)[^<]+", re.I), rf"\1{MASK}"),
    (re.compile(r"\b(Bearer|Basic)\s+[\w.~+/=-]{8,}", re.I), rf"\1 {MASK}"),
    (re.compile(r"\beyJ[\w-]{8,}(?:\.[\w-]*){0,2}"), MASK),
)
_HINTS = (
    "passw",
    "passphrase",
    "secret",
    "token",
    "key",
    "session",
    "sid",
    "signature",
    "nonce",
    "authorization",
    "credential",
    "cookie",
    "csrf",
    "bearer",
    "assertion",
    "code=",
    "cs=",
    "sask=",
    "basic",
    "eyj",
)
"""One of them is in every text, in lower case, in which a pattern may find something."""
_LOGIN_NAME = re.compile(r"password|secret|token|key|bearer|^cs$|^sask$")


def of_login(login: Mapping[str, str]) -> list[str]:
    """Return the secrets among the values of a dialect's login, by their names."""
    return [value for name, value in login.items() if _LOGIN_NAME.search(name) and not name.endswith("_url")]


class Masks:
    """The masks of one run. `secrets` are values that are masked wherever they occur."""

    def __init__(self, secrets: Iterable[str]) -> None:
        self._known = sorted(
            {each for each in secrets if len(each) >= SHORTEST}, key=lambda each: (-len(each), each)
        )

    def text(self, text: str, also: Iterable[str] = ()) -> str:
        """Return a body or a query without secrets; `also` are further values to mask."""
        for value in (*also, *self._known):
            if value in text:
                text = text.replace(value, MASK)
        low = text.lower()
        if any(hint in low for hint in _HINTS):
            for pattern, masked in _PATTERNS:
                text = pattern.sub(masked, text)
        return text


def carried(headers: Mapping[str, str]) -> list[str]:
    """Return the values that headers carry and that are not shown, longest first: tokens, keys, logins of Basic."""
    found: set[str] = set()
    for name, value in headers.items():
        if name.lower() in _SHOWN or name.lower() in _LEFT_OUT:
            continue
        for part in re.split(r"[\s;,]+", value):
            found |= {part, part.partition("=")[2].strip('"'), part.rpartition(":")[2]}
        if value[:6].lower() == "basic ":
            found |= set(_login_of(value[6:].strip()))
    return sorted((each for each in found if len(each) >= SHORTEST), key=lambda each: (-len(each), each))


def _login_of(basic: str) -> list[str]:
    try:
        return base64.b64decode(basic, validate=True).decode("utf-8", "replace").split(":", 1)[1:]
    except (binascii.Error, ValueError):
        return []


def headers(given: Mapping[str, str], masks: Masks, also: Iterable[str]) -> dict[str, str]:
    """Return the headers of interest, by name in lower case; of those that may carry a secret only how it is sent."""
    kept: dict[str, str] = {}
    for name in sorted(given, key=str.lower):
        low, value = name.lower(), str(given[name])
        if low in _LEFT_OUT:
            continue
        if low in _SHOWN:
            kept[low] = masks.text(value, also)
        elif low == "authorization":
            scheme = value.partition(" ")[0]
            kept[low] = f"{scheme} {MASK}" if scheme.capitalize() in _SCHEMES or scheme == "OAuth" else MASK
        else:
            kept[low] = MASK
    return kept
