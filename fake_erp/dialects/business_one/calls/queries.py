"""Running a stored SQL query: SQLQueries('code')/List."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple
from urllib.parse import unquote_plus

from fake_erp.dialects.business_one.calls.base import Call
from fake_erp.dialects.business_one.calls.reading import next_query, page_size
from fake_erp.dialects.business_one.queries.sql import parameters_of, rows_of, statement_of
from fake_erp.dialects.business_one.requests import body_of
from fake_erp.errors import ErpError, NotFound
from fake_erp.messages import Reply, Request
from fake_erp.operations.base import Command, Hides, Look


class Result(NamedTuple):
    """A page of a query: the records of the books, their columns, and where the next page begins."""

    rows: list[Any]
    columns: list[dict[str, Any]]
    more: bool


def operation_of(query: dict[str, Any] | None) -> str:
    """What running a query counts as."""
    try:
        return statement_of(query["SqlText"]).operation if query is not None else "openapi.read"
    except ErpError:
        return "openapi.read"


@dataclass(slots=True)
class RunQuery(Call):
    """The rows of a stored query, page by page."""

    def key(self, request: Request) -> str | None:
        return None

    def _parameters(self) -> dict[str, Any]:
        body = body_of(self.erp, self.request)
        text = body.get("ParamList") if isinstance(body, dict) else None
        if not isinstance(text, str):
            parts = [part.partition("=") for part in self.request.query.split("&") if part]
            pairs = [(unquote_plus(name), unquote_plus(value)) for name, _, value in parts]
            return parameters_of([pair for pair in pairs if pair[0][:1] != "$"])
        return parameters_of([part.partition("=")[::2] for part in text.split("&") if part])

    def read(self, by: str) -> Command[Result]:
        if self.record is None:
            raise NotFound("there is no such query", "number")
        statement, given = statement_of(self.record["SqlText"]), self._parameters()
        start, size = self.query.skip, page_size(self)

        def find(hides: Hides | None) -> Result:
            found = rows_of(self.erp, statement, given)
            page = found[start : start + size] if size else found[start:]
            more = start + len(page) < len(found)
            return Result([record for record, _ in page], [row for _, row in page], more)

        return Look(find)

    def write(self, outcome: Result) -> Reply:
        code = self.record["SqlCode"]
        body: dict[str, Any] = {
            **self.context("Collection(Edm.ComplexType)"),
            "SqlText": self.record["SqlText"],
            "value": outcome.columns,
        }
        if outcome.more:
            query = next_query(self.request.query, self.query, len(outcome.columns))
            body["odata.nextLink" if self.v1 else "@odata.nextLink"] = f"SQLQueries('{code}')/List?{query}"
        return Reply(200, body)
