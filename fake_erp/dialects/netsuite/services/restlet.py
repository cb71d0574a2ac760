"""A RESTlet: a script of the company that offers the records over one address.

GET takes `type` and `id` or `externalId` (or `q`, for a search) in the query; POST and PUT take
`{"action": ..., "type": ..., "id": ..., "externalId": ..., "values": {...}}`, where the action is `create`, `update`,
`upsert`, `read`, `delete`, `search` or `transform` (with `to`); DELETE takes `type` and `id`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

from fake_erp.dialects.native.reading import query_of
from fake_erp.dialects.netsuite.body import record_of
from fake_erp.dialects.netsuite.calls.base import NetSuiteMatch, Plain
from fake_erp.dialects.netsuite.calls.carriers import Translation
from fake_erp.dialects.netsuite.calls.lists import ListMatch
from fake_erp.dialects.netsuite.calls.records import RecordMatch
from fake_erp.dialects.netsuite.ids import whole
from fake_erp.dialects.netsuite.types import TRANSFORMS, TYPES
from fake_erp.errors import ErpError, RuleRefused
from fake_erp.messages import Reply, Request
from fake_erp.operations.base import Command, Look

if TYPE_CHECKING:
    from fake_erp.erp import Erp

ACTIONS = {"create": "POST", "update": "PATCH", "upsert": "PUT", "read": "GET", "delete": "DELETE"}
BY_METHOD = {"GET": "read", "DELETE": "delete", "POST": "create", "PUT": "upsert"}


@dataclass(slots=True)
class Ping(Plain):
    """A RESTlet that was asked for nothing: it says which script and deployment it is."""

    def read(self, request: Request, by: str) -> Command[Any]:
        query = query_of(request.query)
        return Look(lambda hides: {"script": query.get("script", ""), "deploy": query.get("deploy", "")})

    def write(self, request: Request, outcome: Any) -> Reply:
        return Reply(200, {"success": True, **outcome})


@dataclass(slots=True)
class Refused(Plain):
    """A call that cannot be understood."""

    error: ErpError | None = None

    def read(self, request: Request, by: str) -> Command[Any]:
        assert self.error is not None
        raise self.error

    def write(self, request: Request, outcome: Any) -> Reply:
        return Reply(200)


@dataclass(slots=True)
class RestletMatch(Translation):
    """A record call behind a RESTlet."""

    @classmethod
    def of(cls, erp: Erp, request: Request) -> NetSuiteMatch:
        """What a call of the RESTlet asks for."""
        query = query_of(request.query)
        if not query.get("script") or not query.get("deploy"):
            lacking = "script" if not query.get("script") else "deploy"
            text = f"Missing a required argument: {lacking}"
            return Refused(erp, error=RuleRefused("restlet", "missing_argument", text, lacking))
        try:
            return cls._of(erp, request, query)
        except ErpError as error:
            return Refused(erp, error=error)

    @classmethod
    def _of(cls, erp: Erp, request: Request, query: dict[str, str]) -> NetSuiteMatch:
        given: dict[str, Any] = dict(query)
        if request.method in ("POST", "PUT"):
            given = record_of(erp, request)
        if not given.get("type"):
            return Ping(erp)
        kind = TYPES.get(str(given["type"]).lower())
        if kind is None:
            raise RuleRefused(
                "restlet", "unknown_type", f"The record type [{given['type']!s:.60}] is invalid."
            )
        action = str(given.get("action") or BY_METHOD.get(request.method, ""))
        values = given.get("values")
        asked = Request("", "", "", dict(request.headers), data=values if type(values) is dict else {})
        instance = _instance(given)
        if action == "search" or (action == "read" and not instance):
            asked.method = "GET"
            chosen: dict[str, str] = {
                name: str(given[name]) for name in ("q", "limit", "offset") if name in given
            }
            asked.query = urlencode(
                chosen,
                errors="replace",
            )
            return cls(erp, ListMatch(erp, kind), asked)
        if action == "transform":
            return cls._transform(erp, kind, given, asked)
        asked.method = ACTIONS.get(action, "")
        if action == "read":
            asked.query = "expandSubResources=true"
        if action == "upsert" and not instance.startswith("eid:"):
            raise RuleRefused(
                "restlet", "missing_argument", "Missing a required argument: externalId", "externalId"
            )
        taken = {"create": kind.create, "update": kind.change, "upsert": kind.change, "delete": kind.remove}
        if not asked.method or (action in taken and taken[action] is None):
            raise RuleRefused("restlet", "unknown_action", f"The action [{action:.60}] is invalid.", "action")
        if action == "create":
            instance = ""
        asked.path = f"/{kind.name}/{quote(instance, errors='replace')}"
        return cls(erp, RecordMatch(erp, kind, asked.method, instance).resolve(asked), asked)

    @classmethod
    def _transform(cls, erp: Erp, kind: Any, given: dict[str, Any], asked: Request) -> NetSuiteMatch:
        target = TYPES.get(str(given.get("to")).lower())
        wanted = whole(str(given.get("id", "")))
        source = None if wanted is None else kind.find(erp, wanted)
        if target is None or source is None or (kind.name.lower(), target.name.lower()) not in TRANSFORMS:
            raise RuleRefused("restlet", "unknown_action", "That transformation is not supported.", "to")
        asked.method = "POST"
        return cls(erp, RecordMatch(erp, target, "POST", source=source).resolve(asked), asked)

    def write(self, request: Request, outcome: Any) -> Reply:
        reply = self.inner.write(self.asked, outcome)
        if reply.status == 204:
            location = reply.headers.get("Location", "")
            return Reply(200, {"success": True, "id": location.rpartition("/")[2] or None})
        return Reply(200, {"success": True, "result": reply.data})

    def accepted(self) -> Reply:
        return Reply(200, {"success": True})


def _instance(given: dict[str, Any]) -> str:
    if given.get("id") is not None:
        return str(given["id"])[:60]
    return f"eid:{given['externalId']!s:.200}" if given.get("externalId") else ""
