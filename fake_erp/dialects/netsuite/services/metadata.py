"""The metadata catalogue: the record types and the properties of each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from fake_erp.dialects.native.reading import query_of
from fake_erp.dialects.netsuite.calls.base import COLLECTION, Plain, base, self_link
from fake_erp.dialects.netsuite.records.base import RecordType
from fake_erp.dialects.netsuite.types import ALL, TYPES
from fake_erp.errors import RuleRefused
from fake_erp.messages import Reply, Request
from fake_erp.operations.base import Look

if TYPE_CHECKING:
    from fake_erp.erp import Erp

SCHEMA = "application/schema+json"
SWAGGER = "application/swagger+json"
NUMBERS = (
    "quantity",
    "rate",
    "amount",
    "total",
    "subtotal",
    "shippingCost",
    "creditLimit",
    "balance",
    "payment",
)
FLAGS = ("isInactive", "isPerson", "taxable")


@dataclass(slots=True)
class MetadataMatch(Plain):
    """`/services/rest/record/v1/metadata-catalog`, and that of one record type."""

    name: str = ""

    def __init__(self, erp: Erp, name: str) -> None:
        self.erp, self.name = erp, name
        self.operation, self.reads, self.public, self.number = "openapi.read", True, False, ""

    def read(self, request: Request, by: str) -> Look[list[RecordType]]:
        wanted = self.name or query_of(request.query).get("select", "")
        names = [name.strip().lower() for name in wanted.split(",") if name.strip()]
        for name in names:
            if name not in TYPES:
                details = {"url": request.path[:200], "value": name[:60]}
                raise RuleRefused("record_type", "record_type", "unknown", None, details)
        kinds = [TYPES[name] for name in names] or list(ALL)
        return Look(lambda hides: kinds)

    def write(self, request: Request, outcome: list[RecordType]) -> Reply:
        accept = request.headers.get("accept", "")
        href = f"{base(self.erp, request)}/record/v1/metadata-catalog"
        if SWAGGER in accept:
            return Reply(200, _swagger(outcome, base(self.erp, request)), media=SWAGGER)
        if self.name:
            return Reply(200, _schema(outcome[0], href), media=SCHEMA)
        items = [{"name": kind.name, "links": _links(f"{href}/{kind.name}")} for kind in outcome]
        return Reply(200, {"links": self_link(href), "items": items}, media=COLLECTION)


def _links(href: str) -> list[dict[str, str]]:
    return [
        {"rel": "canonical", "href": href},
        {"rel": "describes", "href": href.replace("metadata-catalog/", "")},
        {"rel": "alternate", "href": href, "mediaType": SWAGGER},
        {"rel": "alternate", "href": href, "mediaType": SCHEMA},
    ]


def _property(name: str) -> dict[str, Any]:
    kind = "number" if name in NUMBERS else "boolean" if name in FLAGS else "string"
    return {"title": name, "type": kind, "nullable": True}


def _schema(kind: RecordType, href: str) -> dict[str, Any]:
    return {
        "type": "object",
        "x-ns-filterable": sorted(kind.fields),
        "properties": {name: _property(name) for name in sorted(kind.fields)},
        "$schema": "http://json-schema.org/draft-06/hyper-schema#",
        "links": [{"rel": "self", "href": f"{href}/{kind.name}"}],
    }


def _swagger(kinds: list[RecordType], href: str) -> dict[str, Any]:
    paths: dict[str, Any] = {}
    for kind in kinds:
        reply = {"responses": {"200": {"description": "Retrieved."}}}
        done = {"responses": {"204": {"description": "Done."}}}
        one: dict[str, Any] = {"get": reply}
        if kind.change is not None:
            one["patch"] = done
        if kind.remove is not None:
            one["delete"] = done
        paths[f"/record/v1/{kind.name}"] = {"get": reply} | ({"post": done} if kind.create else {})
        paths[f"/record/v1/{kind.name}/{{id}}"] = one
    return {
        "openapi": "3.0.1",
        "info": {"title": "NetSuite REST Record API", "version": "v1"},
        "servers": [{"url": href}],
        "paths": paths,
        "components": {"schemas": {kind.name: _schema(kind, href) for kind in kinds}},
    }
