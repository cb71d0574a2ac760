r"""Routing: store scopes, and the synchronous, async and bulk variant of each service.

Segments are split before they are decoded, so `products/bla%2Fkoe` is one SKU. A literal segment beats a parameter. In
bulk paths parameters are words: `products/{sku}` is `products/bySku`, and the value is in the body. Source: Adobe
Commerce developer docs, "Construct a request", "Asynchronous web endpoints", "Bulk endpoints"; Magento source,
Magento\Webapi\Controller\Rest\Router.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import cached_property
from urllib.parse import unquote

from fake_magento.errors import NotFound, ShopError
from fake_magento.rest.framework.http import Match, Route, View
from fake_magento.rest.framework.refusals import MethodNotSupported
from fake_magento.shop import Shop

NO_ROUTE = "Request does not match any route."
NOT_PROCESSABLE = "Specified request cannot be processed."
METHODS = ("GET", "POST", "PUT", "DELETE")
WRITING = ("POST", "PUT", "DELETE")
ASYNC_SUBMIT, BULK_SUBMIT = "async.submit", "bulk.submit"
MakeView = Callable[[Route], View]
_Compiled = tuple[tuple[tuple[int, str], ...], tuple[tuple[int, str], ...], Route]
"""(literal segments by position, parameters by position, route)"""
_Table = dict[tuple[str, str, int], list[_Compiled]]


class Routes:
    """Routes that shops have in common, compiled once. `writing` are those with async and bulk variants."""

    def __init__(self, routes: Iterable[Route]) -> None:
        each = tuple(routes)
        self.table = _compile(each)
        self.writing = tuple(route for route in each if route.method in WRITING)


class Router:
    """The routes of one shop. `single` and `bulk` make the views of the async and bulk variant of a route.

    The tables of both variants are made when one is first asked for; most shops are never asked.
    """

    def __init__(
        self,
        shop: Shop,
        routes: Routes,
        single: MakeView,
        bulk: MakeView,
        schema: Route,
    ) -> None:
        self._shop = shop
        self._schema = schema
        self._sync = routes.table
        self._routes = routes
        self._single_view = single
        self._bulk_view = bulk

    @cached_property
    def _async(self) -> _Table:
        return _compile(
            replace(route, operation=ASYNC_SUBMIT, view=self._single_view(route), key=None)
            for route in self._routes.writing
        )

    @cached_property
    def _bulk(self) -> _Table:
        return _compile(
            replace(
                route,
                operation=BULK_SUBMIT,
                view=self._bulk_view(route),
                key=None,
                pattern=bulk_pattern(route.pattern),
            )
            for route in self._routes.writing
        )

    def match(self, method: str, path: str) -> Match | None:
        """The route of a raw path, None without one."""
        located = self._locate(path)
        if located is None:
            return None
        table, store, segments = located
        for literals, parameters, route in table.get((method, segments[0], len(segments)), ()):
            for position, word in literals:
                if segments[position] != word:
                    break
            else:
                params = {}
                for position, name in parameters:
                    segment = segments[position]
                    params[name] = unquote(segment) if "%" in segment else segment
                return Match(route, params, store, self._shop)
        if segments == ["schema"] and method == "GET" and table is not self._bulk:
            return Match(self._schema, {}, store, self._shop)
        return None

    def _locate(self, path: str) -> tuple[_Table, str, list[str]] | None:
        """(table, store scope, segments below V1) of an API path; None for another path or an unknown store."""
        words = _below_rest(path)
        if words is None or len(words) < 1:
            return None
        if words[0] == "V1":
            return (self._sync, "default", words[1:]) if len(words) > 1 else None
        store = "default"
        if self._is_scope(words[0]) and len(words) > 1:
            store = words[0]
            if words[1] == "V1":
                return (self._sync, store, words[2:]) if len(words) > 2 else None
            words = words[1:]
        if words == ["schema"]:
            return self._sync, store, words
        if words[0] == "async" and len(words) > 2:
            if words[1] == "V1":
                return self._async, store, words[2:]
            if words[1:3] == ["bulk", "V1"] and len(words) > 3:
                return self._bulk, store, words[3:]
        return None

    def _is_scope(self, word: str) -> bool:
        return word == "all" or word in self._shop.stores

    def unmatched(self, method: str, path: str) -> ShopError:
        """The refusal of a path without a route."""
        words = _below_rest(path) or []
        is_scoped = bool(words) and self._is_scope(words[0])
        rest = words[1:] if is_scoped else words
        is_async = bool(rest) and rest[0] == "async"
        if method not in METHODS and not (is_async and method == "PATCH"):
            return MethodNotSupported(f"The {method} HTTP method is not supported.")
        if is_async and method == "GET":
            return ShopError(NOT_PROCESSABLE)
        if len(words) > 1 and not is_scoped and words[0] not in ("V1", "async"):
            return ShopError(NOT_PROCESSABLE)
        return NotFound(NO_ROUTE)


def bulk_pattern(pattern: str) -> str:
    """`order/{orderId}/invoice` is `order/byOrderId/invoice`."""
    words = pattern.split("/")
    return "/".join("by" + word[1].upper() + word[2:-1] if word.startswith("{") else word for word in words)


def _below_rest(path: str) -> list[str] | None:
    below = path.removeprefix("/index.php").removesuffix("/")
    if not below.startswith("/rest/"):
        return [] if below == "/rest" else None
    return below[len("/rest/") :].split("/")


def _compile(routes: Iterable[Route]) -> _Table:
    """Routes by method, first segment and number of segments; those with more literals first."""
    table: _Table = {}
    for route in routes:
        parts = list(enumerate(route.pattern.split("/")))
        literals = tuple((position, word) for position, word in parts[1:] if not word.startswith("{"))
        parameters = tuple((position, word[1:-1]) for position, word in parts if word.startswith("{"))
        table.setdefault((route.method, parts[0][1], len(parts)), []).append((literals, parameters, route))
    for compiled in table.values():
        compiled.sort(key=lambda entry: -len(entry[0]))
    return table
