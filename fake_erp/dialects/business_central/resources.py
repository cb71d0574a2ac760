"""What a set of a service can do: its type, how records are found, and what may be done with them."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from fake_erp.channels.feed import Feed
from fake_erp.dialects.business_central.errors import BAD_REQUEST, Refused
from fake_erp.dialects.odata.model import EntityType
from fake_erp.dialects.odata.queries import Query
from fake_erp.messages import Request, decode
from fake_erp.operations.base import Command, Hides

if TYPE_CHECKING:
    from fake_erp.erp import Erp

Answers: TypeAlias = Literal["created", "changed", "done"]
"""201 with the entity, 200 with it, 204."""


@dataclass(slots=True)
class Call:
    """One request on its way: `record` is what its address names, `parent` the record above it."""

    erp: Erp
    request: Request
    by: str = ""
    record: Any = None
    parent: Any = None

    def data(self) -> dict[str, Any]:
        """The JSON object that was sent; a missing or odd Content-Type is taken as JSON. Raises ErpError."""
        request = self.request
        if request.body is not None:
            request.headers = {**request.headers, "content-type": "application/json"}
            decode(request, self.erp.config.max_body_bytes)
        if type(request.data) is not dict:
            raise Refused(BAD_REQUEST, "Invalid Request Body", "body")
        return request.data

    def optional_data(self) -> dict[str, Any]:
        """As `data`; empty without a body."""
        if self.request.body or self.request.data is not None:
            return self.data()
        return {}


@dataclass(frozen=True, slots=True)
class Action:
    """A change by POST, PATCH or DELETE, or by a bound action.

    `fields` gives what was sent by neutral names, `key` the business key where it is not that of the record in the
    address. `shown` gives the record to show from what came of the command, as an entity of `result`.
    """

    operation: str
    read: Callable[[Call], Command[Any]]
    answers: Answers = "changed"
    fields: Callable[[Call], Any] | None = None
    key: Callable[[Call], str | None] | None = None
    shown: Callable[[Call, Any], Any] | None = None
    result: str = ""
    """The set of what it gives, where that is another one."""


@dataclass(frozen=True, slots=True)
class Resource:
    """An entity set. `number` and `key` give the number and the business key of the record of the books behind one.

    `rows` gives candidates for a list, `find` a record by the literals of its key. `asked` is the property whose value
    in a filter is the business key of a list. `part` is for records that are part of another: reading those of one is
    reading that one.
    """

    entity: EntityType
    noun: str
    rows: Callable[[Erp, Query, Hides | None], Sequence[Any]]
    find: Callable[[Erp, Mapping[str, str]], Any]
    number: Callable[[Any], str]
    key: Callable[[Any], str | None]
    actions: Mapping[str, Action] = field(default_factory=dict)
    """By method, or by the name of a bound action."""
    asked: str = ""
    part: bool = False


@dataclass(frozen=True, slots=True)
class Service:
    """Sets under one kind of root."""

    sets: Mapping[str, Resource]

    def of(self, entity: EntityType) -> Resource | None:
        """The set of a type."""
        found = self.sets.get(entity.set_name)
        return found if found is not None and found.entity is entity else None

    def name_of(self, resource: Resource) -> str:
        """The name of a set."""
        return resource.entity.set_name


def etag_text(version: Any) -> str:
    """An ETag as Business Central writes it: weak, in base 64 of `'19;...1;00;'`."""
    mark = b64encode(sha256(str(version).encode()).digest()[:15]).decode()
    return f'W/"{b64encode(f"{chr(39)}19;{mark}1;00;{chr(39)}".encode()).decode()}"'


def since(feed: Feed[Any], at_ms: int | None, stamp: Callable[[Any], int], hides: Hides | None) -> list[Any]:
    """The rows of a feed that changed at an instant or later, oldest change first; all without one."""
    low = 0
    if at_ms is not None:
        high = feed.last
        while low < high:
            middle = (low + high) // 2
            first = feed.page(middle, 1)[0]
            if not first or stamp(first[0]) >= at_ms:
                high = middle
            else:
                low = middle + 1
    return feed.page(low, 10**9, hides)[0]


def visible(rows: Sequence[Any], hides: Hides | None) -> list[Any]:
    """Rows without those that a lagging copy does not have."""
    return [row for row in rows if row is not None and (hides is None or not hides(row))]
