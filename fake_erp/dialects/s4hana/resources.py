"""What services are made of: entity sets with their actions, and functions."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from fake_erp.dialects.odata.model import EntityType, FunctionImport, Schema
from fake_erp.dialects.odata.paths import Segment
from fake_erp.dialects.odata.queries import Query, Version
from fake_erp.errors import Malformed
from fake_erp.messages import Request, decode
from fake_erp.operations.base import Command

if TYPE_CHECKING:
    from fake_erp.erp import Erp

Answers: TypeAlias = Literal["created", "changed", "entity"]
"""`created` is 201 with the entity, `changed` is 204, `entity` is 200 with it."""
AS_JSON = ("", "application/json", "text/plain", "application/x-www-form-urlencoded")


@dataclass(slots=True)
class Call:
    """One request on its way: `record` is what its address names, `parameters` are those of a function."""

    erp: Erp
    request: Request
    by: str = ""
    record: Any = None
    parameters: Mapping[str, Any] = field(default_factory=dict)

    def data(self) -> dict[str, Any]:
        """The JSON object that was sent. A missing or an odd Content-Type is taken as JSON. Raises ErpError."""
        request = self.request
        if request.body is not None:
            media = request.headers.get("content-type", "").partition(";")[0].strip().lower()
            if media in AS_JSON or media.endswith("json"):
                request.headers = {**request.headers, "content-type": "application/json"}
            decode(request, self.erp.config.max_body_bytes)
        data = request.data
        if type(data) is not dict:
            raise Malformed("The request has no entity in its body; send a JSON object", "body")
        inner = data.get("d")
        return inner if type(inner) is dict else data


Read: TypeAlias = Callable[[Call], Command[Any]]


@dataclass(frozen=True, slots=True)
class Action:
    """A change by POST, PATCH or DELETE of a set, or by a function.

    `operation` is its name, or finds it. `fields` gives what was sent by neutral names, `key` the business key where it
    is not that of the record in the address. `result` is the type of what it gives, where that is another one.
    """

    operation: str | Callable[[Call], str]
    read: Read
    answers: Answers = "changed"
    fields: Callable[[Call], Any] | None = None
    key: Callable[[Call], str | None] | None = None
    result: EntityType | None = None
    needs_etag: bool = True
    reads: bool = False
    """Whether it changes nothing."""
    change: Callable[[Call], Any] | None = None
    """The `OrderChange` of an action that changes an order, to be carried out with others in one step."""

    def name(self, call: Call) -> str:
        """The operation that a call asks for."""
        return self.operation if isinstance(self.operation, str) else self.operation(call)


@dataclass(frozen=True, slots=True)
class Resource:
    """An entity set: `find` gives a record by its key, `rows` the candidates for a list.

    `number` and `key` give the number and the business key of the record of the books behind a record.
    """

    entity: EntityType
    noun: str
    find: Callable[[Erp, Segment], Any]
    rows: Callable[[Erp, Query], Sequence[Any]]
    number: Callable[[Any], str]
    key: Callable[[Any], str | None]
    actions: Mapping[str, Action] = field(default_factory=dict)
    """By method. PUT, PATCH and MERGE are all under PATCH."""
    below: Mapping[str, Action] = field(default_factory=dict)
    """Creating below a record, by the name of the navigation."""
    asked: str = ""
    """The property whose value in a filter is the business key of a list."""


@dataclass(frozen=True, slots=True)
class Function:
    """A function import. One that reads gives its value by `look`, others have an action."""

    about: FunctionImport
    action: Action
    find: Callable[[Call], Any] | None = None
    """The record that the parameters name, for functions about one."""
    resource: Resource | None = None
    reads: bool = False
    write: Callable[[Erp, Any], Any] | None = None
    """The value of a function that gives no entity."""


@dataclass(frozen=True, slots=True)
class Service:
    """A service: `path` is where it is, with a slash at the end."""

    path: str
    name: str
    version: Version
    sets: Mapping[str, Resource]
    functions: Mapping[str, Function] = field(default_factory=dict)
    namespace: str = ""

    @property
    def schema(self) -> Schema:
        """What its metadata describes."""
        return Schema(
            self.namespace or self.name,
            {name: each.entity for name, each in self.sets.items()},
            tuple([each.about for each in self.functions.values()]),
            f"{self.name}_Entities",
        )

    def resource_of(self, entity: EntityType) -> Resource | None:
        """The set of a type."""
        return next((each for each in self.sets.values() if each.entity is entity), None)
