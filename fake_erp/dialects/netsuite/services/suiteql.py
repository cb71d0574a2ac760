"""The SuiteQL service: `POST /services/rest/query/v1/suiteql`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from fake_erp.dialects.native.reading import query_of
from fake_erp.dialects.netsuite.body import record_of
from fake_erp.dialects.netsuite.calls.base import COLLECTION, base
from fake_erp.dialects.netsuite.calls.paging import Page, bounds, collection
from fake_erp.dialects.netsuite.queries.functions import text_of
from fake_erp.dialects.netsuite.queries.suiteql import Query, Search, literals, operation_of, parsed
from fake_erp.errors import ErpError, RuleRefused
from fake_erp.messages import Reply, Request
from fake_erp.operations.base import Hides, Look

if TYPE_CHECKING:
    from fake_erp.erp import Erp

MOST_RESULTS = 100_000


@dataclass(slots=True)
class SuiteQlPage:
    """A page of results. `rows` are the records that they are about, where they are of one kind."""

    page: Page
    names: list[str]
    values: list[list[Any]]
    about: list[Any]

    @property
    def rows(self) -> list[Any] | None:
        """The records of the page, each once; None where there are none of one kind."""
        found = list({id(record): record for record in self.about}.values())
        return found if len({type(record) for record in found}) <= 1 and None not in found else None

    @property
    def more(self) -> bool:
        """Whether there are more results."""
        return self.page.more


@dataclass(slots=True)
class SuiteQlMatch:
    """A query."""

    erp: Erp
    reads: bool = True
    public: bool = False
    number: str = ""
    operation: str = "order.list"
    query: Query | None = None

    def resolve(self, request: Request) -> SuiteQlMatch:
        """Find out which records the query is about."""
        try:
            self.query = parsed(self._text(request))
        except ErpError:
            return self
        self.operation = operation_of(self.query)
        return self

    def _text(self, request: Request) -> str:
        text = record_of(self.erp, request).get("q")
        if type(text) is not str or not text.strip():
            raise RuleRefused("query", "query", "The q parameter is missing.", "q")
        return text

    def key(self, request: Request) -> str | None:
        if self.query is None:
            return None
        fixed = literals(self.query)
        for name in ("externalid", "otherrefnum"):
            if len(fixed.get(name, ())) == 1 and self.operation in ("order.list", "customer.list"):
                return fixed[name][0]
        return None

    def fields(self, request: Request) -> Any:
        return None

    def read(self, request: Request, by: str) -> Look[SuiteQlPage]:
        if "transient" not in request.headers.get("prefer", "").lower():
            raise RuleRefused(
                "header", "header", "The Prefer header is missing; its value must be transient.", "Prefer"
            )
        limit, offset = bounds(query_of(request.query), self.erp.config.limits.most_rows)
        query = parsed(self._text(request))

        def find(hides: Hides | None) -> SuiteQlPage:
            try:
                found = Search(self.erp, query, hides).run()
            except RecursionError:
                raise RuleRefused("query", "query", "The query is too complex.", "q") from None
            total = min(len(found.rows), MOST_RESULTS)
            end = min(offset + limit, total)
            values, about = found.rows[offset:end], found.about[offset:end]
            return SuiteQlPage(Page(values, total, limit, offset), found.names, values, about)

        return Look(find)

    def write(self, request: Request, outcome: SuiteQlPage) -> Reply:
        items = [
            {
                "links": [],
                **{
                    name: text_of(value)
                    for name, value in zip(outcome.names, row, strict=True)
                    if value is not None
                },
            }
            for row in outcome.values
        ]
        href = f"{base(self.erp, request)}/query/v1/suiteql"
        return Reply(200, collection(outcome.page, items, href, query_of(request.query)), media=COLLECTION)

    def accepted(self) -> Reply:
        return Reply(202)
