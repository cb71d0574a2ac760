"""What a request asks for: a page, a resource, a method of a document, or a whitelisted function."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
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
    path = request.path.rstrip("/") or "/"
    if path in PAGES or path.startswith("/app/"):
        return Call("page", form, name=path) if request.method in ("GET", "HEAD") else None
    parts = [unquote(part, errors="replace") for part in path.split("/")[1:]]
    if len(parts) < 3 or parts[0] != "api":
        return None
    modern = version not in ("13", "14")
    if modern and parts[1] == "v2":
        return _v2(request, form, parts[2:])
    if modern and parts[1] == "v1":
        parts = [parts[0], *parts[2:]]
    if len(parts) < 3:
        return None
    if parts[1] == "method":
        return Call("method", form, method=parts[2], rpc=True)
    if parts[1] == "resource":
        return _resource(request, form, parts[2], "/".join(parts[3:]))
    return None


def _resource(request: Request, form: dict[str, Any], doctype: str, name: str) -> Call | None:
    method = request.method
    kind = VERBS.get(method) if name else LISTS.get(method)
    if kind is None:
        return None
    call = Call(kind, form, doctype, name)
    if kind in ("create", "update"):
        call.doc = sent(form)
        if kind == "update" and set(call.doc) <= {"run_method"} and "run_method" in form:
            call.kind = "run"
    if call.kind in ("read", "run"):
        run = form.get("run_method")
        if isinstance(run, str) and run:
            return Call("run", form, doctype, name, run)
        if call.kind == "run":
            return None
    return call


def sent(form: dict[str, Any]) -> dict[str, Any]:
    """The document in a form: as the argument `data`, or the arguments themselves."""
    data = form.get("data")
    if data is None:
        return form
    if isinstance(data, str) and not data.strip():
        return {}
    return document(data, "data")


def _v2(request: Request, form: dict[str, Any], parts: list[str]) -> Call | None:
    kind, rest = parts[0], parts[1:]
    if kind == "method" and rest:
        method = rest[0] if len(rest) == 1 else f"{rest[0]}.{rest[1]}"
        return Call("method", form, method=method, v2=True)
    if kind == "doctype" and len(rest) == 2:
        if rest[1] == "count":
            return Call("method", {**form, "doctype": rest[0]}, method="frappe.client.get_count", v2=True)
        return Call("meta", form, rest[0], v2=True) if rest[1] == "meta" else None
    if kind != "document" or not rest:
        return None
    doctype = rest[0]
    if len(rest) == 1:
        listed = LISTS.get(request.method)
        return None if listed is None else Call(listed, form, doctype, v2=True, doc=sent(form))
    if len(rest) >= 4 and rest[-2] == "method":
        name = "/".join(rest[1:-2])
        return Call("run", form, doctype, name, rest[-1], v2=True)
    verb = VERBS.get(request.method)
    if verb in (None, "run"):
        return None
    doc = sent(form) if verb == "update" else {}
    return Call(str(verb), form, doctype, "/".join(rest[1:]), v2=True, doc=doc)


def named_filters(value: Any) -> Any:
    """Filters that may be the name of a document."""
    found = loaded(value)
    return {"name": found} if isinstance(found, str | int) and found != "" else found
