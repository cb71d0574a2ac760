"""SQL queries that clients store, and the tables they may read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fake_erp.dialects.business_one import fields as read
from fake_erp.dialects.business_one.documents.tables import text
from fake_erp.dialects.business_one.fields import Missing
from fake_erp.dialects.business_one.memory import memory_of
from fake_erp.dialects.odata.model import TEXT, EntityType, Property
from fake_erp.errors import DuplicateReference, NotFound, RuleRefused
from fake_erp.operations.base import Hides, Parts

if TYPE_CHECKING:
    from fake_erp.erp import Erp

CODE_LIMIT, TEXT_LIMIT, MOST = 50, 4000, 200

SQL_QUERIES = EntityType(
    "SQLQuery",
    "SQLQueries",
    (
        Property("SqlCode", TEXT, lambda erp, query: query["SqlCode"], is_key=True, length=CODE_LIMIT),
        text("SqlName", lambda erp, query: query["SqlName"]),
        text("SqlText", lambda erp, query: query["SqlText"]),
        text("ParamList", lambda erp, query: query["ParamList"]),
        text("CreateDate", lambda erp, query: query["CreateDate"]),
        text("UpdateDate", lambda erp, query: query["CreateDate"]),
    ),
)


class StoreQuery:
    """Stores a query under its code; `changes` replaces what is there."""

    def __init__(self, erp: Erp, query: dict[str, Any], changes: bool) -> None:
        self._erp = erp
        self._query = query
        self._changes = changes

    def perform(self, parts: Parts, hides: Hides | None = None) -> dict[str, Any]:
        """Raises DuplicateReference for a code that is taken."""
        queries, code = memory_of(self._erp).queries, self._query["SqlCode"]
        if code in queries and not self._changes:
            raise DuplicateReference(f"'OUQR' {code!r}", "name")
        if len(queries) >= MOST:
            raise RuleRefused("sql_queries", "too_many", f"at most {MOST} SQL queries are stored", "name")
        queries[code] = self._query
        return self._query


class DropQuery:
    """Removes a stored query."""

    def __init__(self, erp: Erp, code: str) -> None:
        self._erp = erp
        self._code = code

    def perform(self, parts: Parts, hides: Hides | None = None) -> None:
        if memory_of(self._erp).queries.pop(self._code, None) is None:
            raise NotFound("there is no such query", "number")


def stored(given: dict[str, Any], now: str) -> dict[str, Any]:
    """A query as it is kept, without its parameters. Raises Malformed."""
    code = read.text(given, "SqlCode", "SQLQuery", CODE_LIMIT)
    sql = read.text(given, "SqlText", "SQLQuery", TEXT_LIMIT)
    if not code or not sql:
        raise Missing("SqlCode and SqlText are needed  [OUQR.IntrnalKey]", "name")
    name = read.text(given, "SqlName", "SQLQuery", 100) or code
    return {"SqlCode": code, "SqlName": name, "SqlText": sql, "ParamList": "", "CreateDate": now}
