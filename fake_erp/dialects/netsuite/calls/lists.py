"""Collections of records: their ids, filtered with `q`, in pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from fake_erp.dialects.native.reading import query_of
from fake_erp.dialects.netsuite.calls.base import COLLECTION, base, self_link
from fake_erp.dialects.netsuite.calls.paging import Page, bounds, collection
from fake_erp.dialects.netsuite.ids import whole
from fake_erp.dialects.netsuite.queries.filters import Condition, Joined, bad, equals, matches, parsed
from fake_erp.dialects.netsuite.records.base import RecordType
from fake_erp.errors import ErpError
from fake_erp.messages import Reply, Request
from fake_erp.operations.base import Hides, Look

if TYPE_CHECKING:
    from fake_erp.erp import Erp


@dataclass(slots=True)
class ListMatch:
    """A collection of one record type."""

    erp: Erp
    kind: RecordType
    reads: bool = True
    public: bool = False
    number: str = ""

    @property
    def operation(self) -> str:
        return f"{self.kind.noun}.list"

    def key(self, request: Request) -> str | None:
        if self.kind.noun not in ("order", "customer"):
            return None
        try:
            wanted = equals(parsed(query_of(request.query).get("q", "")))
        except ErpError:
            return None
        return wanted.get("externalid") or wanted.get("otherrefnum")

    def fields(self, request: Request) -> Any:
        return None

    def read(self, request: Request, by: str) -> Look[Page]:
        query = query_of(request.query)
        limit, offset = bounds(query, self.erp.config.limits.most_rows)
        text = query.get("q", "")
        condition = parsed(text) if text else None
        if condition is not None:
            self._check_fields(condition)

        def find(hides: Hides | None) -> Page:
            rows = self._rows(condition)
            if hides is not None:
                rows = [row for row in rows if not hides(row)]
            return Page(rows[offset : offset + limit], len(rows), limit, offset)

        return Look(find)

    def _check_fields(self, condition: Condition | Joined) -> None:
        if isinstance(condition, Joined):
            for part in condition.parts:
                self._check_fields(part)
            return
        known = {name.lower() for name in self.kind.fields}
        name = condition.field.partition(".")[0]
        if name not in known and not name.startswith(self.kind.custom):
            raise bad(f"Unknown field {name[:60]!a}.")

    def _rows(self, condition: Condition | Joined | None) -> list[Any]:
        if condition is None:
            return list(self.kind.rows(self.erp))
        found = self._by_index(equals(condition))
        return [row for row in found if matches(condition, self._written(row))]

    def _by_index(self, wanted: dict[str, str]) -> list[Any]:
        """Rows among which those with these values are."""
        erp, kind = self.erp, self.kind
        if "externalid" in wanted and kind.noun in ("order", "customer", "item"):
            found = kind.external(erp, wanted["externalid"])
            return [] if found is None else [found]
        if "id" in wanted:
            identity = whole(wanted["id"])
            found = None if identity is None else kind.find(erp, identity)
            return [] if found is None else [found]
        for name, value in wanted.items():
            if name in kind.indexes:
                return kind.indexes[name](erp, value)
        return list(kind.rows(erp))

    def _written(self, row: Any) -> dict[str, Any]:
        return {name.lower(): value for name, value in self.kind.write(self.erp, row).items()}

    def write(self, request: Request, outcome: Page) -> Reply:
        href = f"{base(self.erp, request)}/record/v1/{self.kind.name}"
        identities = [self.kind.identity(self.erp, row) for row in outcome.rows]
        items = [{"links": self_link(f"{href}/{each}"), "id": str(each)} for each in identities]
        return Reply(200, collection(outcome, items, href, query_of(request.query)), media=COLLECTION)

    def accepted(self) -> Reply:
        return Reply(202)
