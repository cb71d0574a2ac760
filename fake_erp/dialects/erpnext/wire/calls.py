"""What a request asks for: a page, a resource, a method of a document, or a whitelisted function."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, TypeAlias
from urllib.parse import unquote

from fake_erp.dialects.erpnext.wire.forms import document, loaded
from fake_erp.messages import Request


@dataclass(slots=True)
class Call:
    """`kind` is list, create, read, update, delete, run (a method of a document), method or page.

    `rpc` puts the result into `message`, else into `data`.
    """

    kind: str
    form: dict[str, Any]
    doctype: str = ""
    name: str = ""
    method: str = ""
    rpc: bool = False
    v2: bool = False
    doc: dict[str, Any] = field(default_factory=dict)
    whole: bool = False
    """The document was sent as a whole, and must say which version of it was read."""
    headers: dict[str, str] = field(default_factory=dict)


VERBS = {"GET": "read", "HEAD": "read", "PUT": "update", "PATCH": "update", "DELETE": "delete", "POST": "run"}
LISTS = {"GET": "list", "HEAD": "list", "POST": "create"}
PAGES = ("/", "/app", "/desk", "/login")


def call_of(request: Request, form: dict[str, Any], version: str) -> Call | None:
    """The call of a request with its form dictionary; None for no address. Raises Malformed."""
    command = form.get("cmd")
    if isinstance(command, str) and command:
        return Call("method", form, method=command, rpc=True)
    shape = _shape(request.method, request.path, version)
    if shape is None:
        return None
    kind, doctype, name, method, rpc, v2 = shape
    call = Call(kind, form, doctype, name, method, rpc, v2)
    if kind in ("create", "update"):
        call.doc = sent(form)
        if kind == "update" and set(call.doc) <= {"run_method"} and "run_method" in form:
            call.kind = "run"
    if method or call.kind not in ("read", "run"):
        return call
    run = form.get("run_method")
    if isinstance(run, str) and run and not v2:
        call.kind, call.method = "run", run
    return None if call.kind == "run" and not call.method else call


Shape: TypeAlias = tuple[str, str, str, str, bool, bool]
"""Kind, DocType, name, method, whether the result is a `message`, whether it is of the second version."""


@lru_cache(maxsize=8192)
def _shape(method: str, raw: str, version: str) -> Shape | None:
    """What an address says by itself; None for no address."""
    path = raw.rstrip("/") or "/"
    if path in PAGES or path.startswith("/app/"):
        return ("page", "", path, "", False, False) if method in ("GET", "HEAD") else None
    parts = [unquote(part, errors="replace") for part in path.split("/")[1:]]
    if len(parts) < 3 or parts[0] != "api":
        return None
    if version not in ("13", "14"):
        if parts[1] == "v2":
            return _v2(method, parts[2:])
        if parts[1] == "v1":
            parts = [parts[0], *parts[2:]]
    if len(parts) < 3:
        return None
    if parts[1] == "method":
        return ("method", "", "", parts[2], True, False)
    if parts[1] != "resource":
        return None
    name = "/".join(parts[3:])
    kind = VERBS.get(method) if name else LISTS.get(method)
    return None if kind is None else (kind, parts[2], name, "", False, False)


def sent(form: dict[str, Any]) -> dict[str, Any]:
    """The document in a form: as the argument `data`, or the arguments themselves."""
    data = form.get("data")
    if data is None:
        return form
    if isinstance(data, str) and not data.strip():
        return {}
    return document(data, "data")


def _v2(method: str, parts: list[str]) -> Shape | None:
    kind, rest = parts[0], parts[1:]
    if kind == "method" and rest:
        return ("method", "", "", ".".join(rest[:2]), False, True)
    if kind == "doctype" and len(rest) == 2:
        return (rest[1], rest[0], "", "", False, True) if rest[1] in ("count", "meta") else None
    if kind != "document" or not rest:
        return None
    if len(rest) == 1:
        listed = LISTS.get(method)
        return None if listed is None else (listed, rest[0], "", "", False, True)
    if len(rest) >= 4 and rest[-2] == "method":
        return ("run", rest[0], "/".join(rest[1:-2]), rest[-1], False, True)
    verb = VERBS.get(method)
    return None if verb in (None, "run") else (str(verb), rest[0], "/".join(rest[1:]), "", False, True)


def named_filters(value: Any) -> Any:
    """Filters that may be the name of a document."""
    found = loaded(value)
    return {"name": found} if isinstance(found, str | int) and found != "" else found
