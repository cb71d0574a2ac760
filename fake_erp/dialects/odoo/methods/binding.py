"""How the arguments of a call bind to the parameters of a method."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from fake_erp.dialects.odoo.faults import BadArguments, NotBound
from fake_erp.dialects.odoo.transports.call import JSON2, Call


@dataclass(frozen=True, slots=True)
class Signature:
    """`of_model` methods are called on no records. `needs` of the parameters must be given."""

    of_model: bool = False
    takes: tuple[str, ...] = ()
    needs: int = 0


ON_RECORDS = Signature()
_SEARCH = ("domain", "offset", "limit", "order")
SIGNATURES: Mapping[str, Signature] = {
    "create": Signature(True, ("vals_list",), 1),
    "write": Signature(False, ("vals",), 1),
    "read": Signature(False, ("fields", "load")),
    "search": Signature(True, _SEARCH, 1),
    "search_count": Signature(True, ("domain", "limit"), 1),
    "search_read": Signature(True, ("domain", "fields", *_SEARCH[1:])),
    "search_fetch": Signature(True, ("domain", "field_names", *_SEARCH[1:]), 1),
    "web_search_read": Signature(True, ("domain", "fields", *_SEARCH[1:], "count_limit")),
    "web_read": Signature(False, ("specification",), 1),
    "web_save": Signature(False, ("vals", "specification"), 2),
    "fields_get": Signature(True, ("allfields", "attributes")),
    "name_search": Signature(True, ("name", "domain", "operator", "limit")),
    "name_create": Signature(True, ("name",), 1),
    "default_get": Signature(True, ("fields",), 1),
    "read_group": Signature(True, ("domain", "fields", "groupby", "offset", "limit", "orderby", "lazy"), 3),
    "formatted_read_group": Signature(True, ("domain", "groupby", "aggregates", "having", *_SEARCH[1:]), 1),
    "check_access_rights": Signature(True, ("operation", "raise_exception"), 1),
    "has_access": Signature(False, ("operation",), 1),
    "check_access_rule": Signature(False, ("operation",), 1),
    "load": Signature(True, ("fields", "data"), 2),
    "context_get": Signature(True),
    "has_group": Signature(True, ("group_ext_id",), 1),
    "get_metadata": Signature(False),
    "check_object_reference": Signature(True, ("module", "xml_id", "raise_on_access_error"), 2),
    "xmlid_to_res_id": Signature(True, ("xmlid", "raise_if_not_found"), 1),
    "message_post": Signature(False, ("body", "subject", "message_type", "subtype_xmlid")),
}
ALIASES = {
    "specification": "fields",
    "args": "domain",
    "vals": "vals_list",
    "fields_list": "fields",
    "values": "vals",
}
"""Parameters that had another name in some version."""


def bound(call: Call, aware: bool = True) -> tuple[list[int], dict[str, Any]]:
    """The ids of the records, and the arguments by name. Raises BadArguments, over JSON-2 NotBound."""
    signature = SIGNATURES.get(call.method, ON_RECORDS)
    if call.transport == JSON2:
        return _by_name(call, signature)
    args = list(call.args)
    ids: list[int] = []
    if not signature.of_model:
        if args:
            ids = _ids(args.pop(0))
        elif "ids" in call.kwargs:
            ids = _ids(call.kwargs["ids"])
    named = _named(call, signature, {name: value for name, value in call.kwargs.items() if name != "ids"})
    if len(args) == len(signature.takes) + 1 and isinstance(args[-1], dict) and "context" not in call.kwargs:
        call.kwargs["context"] = args.pop()
    if len(args) > len(signature.takes):
        most = len(signature.takes) + 1
        raise BadArguments(
            f"{call.method[:60]}() takes {most} positional arguments but {len(args) + 1} were given"
        )
    for name, value in zip(signature.takes, args, strict=False):
        if name in named:
            raise BadArguments(f"{call.method[:60]}() got multiple values for argument '{name}'")
        named[name] = value
    _require(call, signature, named, BadArguments)
    return ids, named


def _by_name(call: Call, signature: Signature) -> tuple[list[int], dict[str, Any]]:
    given = {name: value for name, value in call.kwargs.items() if name != "ids"}
    if signature.of_model and call.kwargs.get("ids"):
        raise NotBound(f"cannot call {call.model}.{call.method} with ids")
    named = _named(call, signature, given)
    _require(call, signature, named, NotBound)
    return _ids(call.kwargs.get("ids")), named


def _named(call: Call, signature: Signature, given: dict[str, Any]) -> dict[str, Any]:
    named: dict[str, Any] = {}
    for name, value in given.items():
        if name == "context":
            continue
        known = name if name in signature.takes else ALIASES.get(name, name)
        if known not in signature.takes and signature is not ON_RECORDS:
            text = f"{call.method[:60]}() got an unexpected keyword argument {name[:60]!r}"
            raise NotBound(text) if call.transport == JSON2 else BadArguments(text)
        named[known] = value
    return named


def _require(
    call: Call, signature: Signature, named: dict[str, Any], refusal: type[BadArguments] | type[NotBound]
) -> None:
    for name in signature.takes[: signature.needs]:
        if name not in named:
            if refusal is NotBound:
                raise NotBound(f"missing a required argument: '{name}'")
            raise BadArguments(f"{call.method[:60]}() missing 1 required positional argument: '{name}'")


def _ids(given: Any) -> list[int]:
    """Ids as a list or bare."""
    if type(given) is int:
        return [given]
    if given is None or given is False:
        return []
    if isinstance(given, list | tuple):
        found = []
        for each in given:
            if type(each) is str and each.isascii() and each.isdigit() and len(each) < 19:
                each = int(each)
            if type(each) is not int:
                raise BadArguments(f"invalid input syntax for type integer: {str(each)[:40]!a}")
            found.append(each)
        return found
    raise BadArguments(f"'{type(given).__name__}' object is not iterable")
