"""Cross joins of sets: $crossjoin(Orders,BusinessPartners), also by QueryService_PostQuery."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice, product
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import quote, unquote

from fake_erp.dialects.business_one.calls.base import Call
from fake_erp.dialects.business_one.calls.reading import next_query, page_size
from fake_erp.dialects.business_one.refusals import QueryRefused
from fake_erp.dialects.business_one.requests import object_of, version_of
from fake_erp.dialects.business_one.resources import RESOURCES
from fake_erp.dialects.odata.model import EntityType, Row, require_known
from fake_erp.dialects.odata.queries import EVERYTHING, Query, query_of
from fake_erp.errors import ErpError, Malformed
from fake_erp.messages import Reply, Request
from fake_erp.operations.base import Command, Hides, Look

if TYPE_CHECKING:
    from fake_erp.erp import Erp

PREFIX = "$crossjoin("
MOST_SETS, MOST_ROWS, LONGEST = 3, 100_000, 6000


class Joined(NamedTuple):
    """A page of a cross join: the records of the first set, what is shown, and whether there is more."""

    rows: list[Any]
    shown: list[dict[str, Any]]
    more: bool


class Combination:
    """One record of each set, and a line of a document where its lines are joined."""

    __slots__ = ("line", "records")

    def __init__(self, records: dict[str, tuple[Erp, EntityType, Any]], line: Any) -> None:
        self.records = records
        self.line = line

    def get(self, name: str) -> Any:
        """See `fake_erp.dialects.odata.filters.Fields`."""
        if name not in self.records:
            raise Malformed(f"there is no set {name[:60]!a} in the join", "$filter")
        return WithLine(Row(*self.records[name]), self.line)


class WithLine:
    """A record whose collection of lines stands for one of them."""

    __slots__ = ("_line", "_row")

    def __init__(self, row: Row, line: Any) -> None:
        self._row = row
        self._line = line

    def get(self, name: str) -> Any:
        """The value of a property."""
        return self._line if name == "DocumentLines" and self._line is not None else self._row.get(name)


def sets_of(path: str) -> list[str] | None:
    """The sets of a cross join; None for another address."""
    text = unquote(path[:LONGEST]).strip("/ ")
    if not text.startswith(PREFIX) or not text.endswith(")"):
        return None
    return [name.strip() for name in text[len(PREFIX) : -1].split(",")]


@dataclass(slots=True)
class CrossJoin(Call):
    """A join of sets; `sets` None reads them and the options from the body."""

    sets: list[str] | None = field(kw_only=True)

    def key(self, request: Request) -> str | None:
        return None

    def _asked(self) -> tuple[list[str], Query, str]:
        if self.sets is not None:
            return self.sets, self.query, self.request.query
        given = object_of(self.erp, self.request)
        path, options = given.get("QueryPath"), given.get("QueryOption")
        sets = sets_of(path) if isinstance(path, str) else None
        if sets is None or not isinstance(options, str):
            raise Malformed("QueryPath and QueryOption of a cross join are expected")
        raw = "&".join([quote(part, safe="$=") for part in options[:LONGEST].split("&")])
        try:
            return sets, query_of(raw, version_of(self.request)), raw
        except Malformed as error:
            raise QueryRefused(error.text, error.place) from None

    def read(self, by: str) -> Command[Joined]:
        sets, query, _ = self._asked()
        names = [name for name in sets if not name.endswith("/DocumentLines")]
        if not query.expand:
            raise QueryRefused("a cross join needs $expand", "$expand")
        if not 0 < len(names) <= MOST_SETS or any(name not in RESOURCES for name in names):
            raise QueryRefused(f"the sets {', '.join(sets)[:80]!a} cannot be joined", "path")
        for name, inner in query.expand.items():
            if name in RESOURCES:
                _require_known(name, inner)
        lines = next((name.partition("/")[0] for name in sets if name.endswith("/DocumentLines")), "")
        return Look(lambda hides: self._joined(names, lines, query, hides))

    def _joined(self, names: list[str], lines: str, query: Query, hides: Hides | None) -> Joined:
        try:
            found = [
                each
                for each in islice(self._combinations(names, lines), MOST_ROWS)
                if query.filter is None or query.filter.holds(each)
            ]
        except Malformed as error:
            raise QueryRefused(error.text, error.place) from None
        size = min([each for each in (page_size(self), query.top) if each is not None])
        page = found[query.skip : query.skip + size]
        more = query.skip + len(page) < len(found) and query.top is None
        shown = [self._shown(each, query) for each in page]
        return Joined([each.records[names[0]][2] for each in page], shown, more)

    def _combinations(self, names: list[str], lines: str) -> Iterator[Combination]:
        every = [RESOURCES[name].rows(self.erp, EVERYTHING) for name in names]
        for records in product(*every):
            named = {
                name: (self.erp, RESOURCES[name].entity, record)
                for name, record in zip(names, records, strict=True)
            }
            if lines not in named:
                yield Combination(named, None)
                continue
            _, entity, record = named[lines]
            for line in entity.by_name["DocumentLines"].get(self.erp, record):
                yield Combination(named, line)

    def _shown(self, each: Combination, query: Query) -> dict[str, Any]:
        shown: dict[str, Any] = {}
        for name, inner in query.expand.items():
            if name in each.records:
                _, entity, record = each.records[name]
                row = self.entity_json(entity, record, inner)
                shown[name] = {key: value for key, value in row.items() if "odata." not in key}
            elif name.endswith("/DocumentLines") and each.line is not None:
                wanted = inner.select or tuple(each.line)
                shown[name] = {key: each.line.get(key) for key in wanted}
        return shown

    def write(self, outcome: Joined) -> Reply:
        sets, query, raw = self._asked()
        body: dict[str, Any] = {**self.context("Collection(Edm.ComplexType)"), "value": outcome.shown}
        if outcome.more:
            link = f"$crossjoin({','.join(sets)})?{next_query(raw, query, len(outcome.shown))}"
            body["odata.nextLink" if self.v1 else "@odata.nextLink"] = link
        return Reply(200, body)


def _require_known(name: str, inner: Query) -> None:
    try:
        require_known(RESOURCES[name].entity, inner.select, "$select")
    except Malformed as error:
        raise QueryRefused(error.text, error.place) from None


def operation_of(sets: list[str] | None, erp: Erp, request: Request) -> str:
    """What reading a join counts as: listing its first set."""
    if sets is None:
        try:
            path = object_of(erp, request).get("QueryPath")
        except ErpError:
            return "openapi.read"
        sets = sets_of(path) if isinstance(path, str) else None
    resource = RESOURCES.get(sets[0]) if sets else None
    return "openapi.read" if resource is None or resource.noun == "openapi" else f"{resource.noun}.list"
