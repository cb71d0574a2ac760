"""Names of a run that a candidate file may contain: `{shop.url}` stands for the address of the shop.

`{{shop.url}}` stands for `{shop.url}` itself. Any other brace is left as it is, so that JSON needs no doubling.
"""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Callable, Iterator, Mapping
from xml.sax.saxutils import escape

NAMES: dict[str, str] = {
    "python": "the interpreter that runs golive",
    "shop.url": "address of the shop",
    "shop.host": "its host",
    "shop.port": "its port",
    "shop.bearer": "access token of an integration, taken as a bearer token by every version; it does not expire",
    "shop.oauth.consumer_key": "OAuth 1.0a key of the integration",
    "shop.oauth.consumer_secret": "its secret",
    "shop.oauth.access_token": "OAuth 1.0a token of the integration",
    "shop.oauth.access_token_secret": "its secret",
    "shop.admin.user": "name of an admin, for `/rest/V1/integration/admin/token`",
    "shop.admin.password": "its password",
    "erp.url": "address of the ERP",
    "erp.host": "its host",
    "erp.port": "its port",
    "erp.dialect": "the product whose language the ERP speaks",
    "erp.folder": "the ERP's file folders, where the scenario sets `erp.channels.files: on`",
    "erp.database": "the file of the staging tables, where the scenario sets `erp.channels.tables: on`",
    "webhook.url": "where the shop sends its events, with `webhook:`",
    "webhook.host": "the host to listen on",
    "webhook.port": "the port to listen on, with `webhook:` or `hook:`",
    "webhook.path": "the path of `webhook:`",
    "hook.path": "the path of `hook:`",
    "hook.key": "public key (PEM) of the checkout's questions, with `hook:`",
    "desk.url": "address of the desk",
    "desk.token": "its bearer token",
    "amqp.url": "the broker, where the scenario sets `shop.events.delivery: amqp`",
    "data_dir": "a folder for what must survive a restart",
    "speed": "how many times faster than real time the run is",
}
"""Name to what it stands for. Beside these there is `erp.login.NAME` for each value of the dialect's login."""

LOGIN = "erp.login."
_NAME = r"[a-z][a-z0-9_]*(?:\.[a-z0-9_]+)*"
_FOUND = re.compile(rf"\{{\{{({_NAME})\}}\}}|\{{({_NAME})\}}")

Escape = Callable[[str], str]


def _in_json(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)[1:-1]


ESCAPES: dict[str, Escape] = {
    ".json": _in_json,
    ".xml": lambda text: escape(text, {'"': "&quot;", "'": "&apos;"}),
}
"""How a value is written into a file, by the end of its name; as it is in any other."""


class UnknownName(ValueError):
    """A name in braces that stands for nothing. The message says what to write instead."""


def check(text: str) -> None:
    """Raises UnknownName for a name that no run has."""
    for name in _names(text):
        if name not in NAMES and not name.startswith(LOGIN):
            raise UnknownName(unknown(name, [*NAMES, LOGIN + "NAME"]))


def fill(text: str, values: Mapping[str, str], escaped: Escape = str) -> str:
    """The text with its names filled in. Raises UnknownName for one without a value."""
    for name in _names(text):
        if name in values:
            continue
        if name in NAMES:
            raise UnknownName(f"{{{name}}} has no value in this run: it is {NAMES[name]}")
        raise UnknownName(unknown(name, values))
    return _FOUND.sub(lambda found: f"{{{found[1]}}}" if found[1] else escaped(values[found[2]]), text)


def used(text: str) -> set[str]:
    """The names in a text."""
    return set(_names(text))


def unknown(name: str, known: Mapping[str, str] | list[str]) -> str:
    """The refusal of a name, with those there are."""
    near = difflib.get_close_matches(name, list(known), n=1, cutoff=0.7)
    hint = f"did you mean {{{near[0]}}}? " if near else ""
    return (
        f"{{{name}}} is no name of a run; {hint}there are {', '.join(sorted(known))}; "
        f"write {{{{{name}}}}} for {{{name}}} itself"
    )


def _names(text: str) -> Iterator[str]:
    return (found[2] for found in _FOUND.finditer(text) if found[2])
