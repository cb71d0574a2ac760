"""`/rest/{store}/schema`: the routes of this shop as a Swagger 2.0 document.

Source: Adobe Commerce developer docs, "Generate a local API reference".
"""

from __future__ import annotations

from typing import Any

from fake_magento.rest.framework.http import Call, Route
from fake_magento.rest.routes import ROUTES
from fake_magento.rest.schema import input_schema
from fake_magento.rest.schema.services import ARGUMENTS
from fake_magento.shop import Shop

_ERROR: dict[str, Any] = {
    "type": "object",
    "required": ["message"],
    "properties": {
        "message": {"type": "string", "description": "Error message"},
        "errors": {
            "type": "array",
            "items": {"type": "object", "properties": {"message": {"type": "string"}, "parameters": {}}},
        },
        "code": {"type": "integer", "description": "Error code"},
        "parameters": {"description": "A list, or an object by name"},
        "trace": {"type": "string", "description": "Stack trace"},
    },
}
_REFUSED = {"description": "Error", "schema": {"$ref": "#/definitions/error-response"}}
_SEARCHED = (
    ("searchCriteria[filterGroups][0][filters][0][field]", "string"),
    ("searchCriteria[filterGroups][0][filters][0][value]", "string"),
    ("searchCriteria[filterGroups][0][filters][0][conditionType]", "string"),
    ("searchCriteria[sortOrders][0][field]", "string"),
    ("searchCriteria[sortOrders][0][direction]", "string"),
    ("searchCriteria[pageSize]", "integer"),
    ("searchCriteria[currentPage]", "integer"),
)
_LISTED = (".list", ".items")


def read(shop: Shop, call: Call) -> Any:
    """The document. The query parameter `services` restricts it: `all`, or first path words between commas."""
    wanted = dict(call.query()).get("services", "all")
    names = None if wanted == "all" else [name.strip() for name in wanted.split(",")]
    paths: dict[str, Any] = {}
    definitions: dict[str, Any] = {"error-response": _ERROR}
    for route in ROUTES:
        if names is None or any(route.pattern.split("/")[0].lower() in name.lower() for name in names):
            operation = _operation(route, definitions)
            paths.setdefault("/V1/" + route.pattern, {})[route.method.lower()] = operation
    edition = "Magento Community"
    return {
        "swagger": "2.0",
        "info": {"version": shop.config.version[:3], "title": edition},
        "host": call.request.headers.get("host", "localhost"),
        "basePath": f"/rest/{call.store}",
        "schemes": ["http"],
        "tags": [{"name": tag} for tag in dict.fromkeys(_tag(path) for path in paths)],
        "paths": paths,
        "definitions": definitions,
    }


def _tag(path: str) -> str:
    words = [word for word in path.split("/")[2:] if not word.startswith("{")]
    return "/".join(words)


def _operation(route: Route, definitions: dict[str, Any]) -> dict[str, Any]:
    words = route.pattern.replace("{", "").replace("}", "").split("/")
    name = "".join(
        part[:1].upper() + part[1:] for word in words for part in word.replace("_", "-").split("-")
    )
    data: dict[str, Any] = {
        "tags": [_tag("/V1/" + route.pattern)],
        "operationId": route.method.capitalize() + "V1" + name,
        "consumes": ["application/json", "application/xml"],
        "produces": ["application/json", "application/xml"],
        "parameters": _parameters(route, definitions),
        "responses": {"200": {"description": "200 Success."}, "default": _REFUSED},
    }
    if route.acl is not None:
        data["responses"] = {
            "200": {"description": "200 Success."},
            "401": {**_REFUSED, "description": "401 Unauthorized"},
            "default": _REFUSED,
        }
    return data


def _parameters(route: Route, definitions: dict[str, Any]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = [
        {"name": word[1:-1], "in": "path", "type": "string", "required": True}
        for word in route.pattern.split("/")
        if word.startswith("{")
    ]
    if route.method == "GET" and route.operation.endswith(_LISTED) and "{" not in route.pattern:
        found += [{"name": name, "in": "query", "type": kind} for name, kind in _SEARCHED]
    elif route.method in ("POST", "PUT"):
        typed = ARGUMENTS.get((route.method, route.pattern))
        wanted = {"type": "object"} if typed is None else input_schema.body(typed, definitions)
        found.append({"name": f"{route.method}Body", "in": "body", "schema": wanted})
    return found


ROUTE = Route("GET", "schema", "schema.read", read, None, None)
