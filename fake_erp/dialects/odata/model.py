"""Entity types as tables: each property with its kind and the function that gets it from a record of the books."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any, TypeAlias

from fake_erp.dialects.odata.queries import Version
from fake_erp.errors import Malformed
from fake_erp.times import instant_text

if TYPE_CHECKING:
    from fake_erp.erp import Erp

Get: TypeAlias = "Callable[[Erp, Any], Any]"
"""Gets a value from a record. What it gives is in the form that `Kind` says."""
DAY_MS = 86_400_000


def as_it_is(value: Any) -> Any:
    """The value itself."""
    return value


class Fixed:
    """A getter of a value that is the same for every record, so that it is gotten once."""

    __slots__ = ("value",)

    def __init__(self, value: Any) -> None:
        self.value = value

    def __call__(self, erp: Any, record: Any) -> Any:
        return self.value


def _number(value: Any) -> Any:
    return Decimal(value) if isinstance(value, str | int) else Decimal(repr(value))


def _v2_instant(instant_ms: int) -> str:
    return f"/Date({instant_ms})/"


def _v2_offset(instant_ms: int) -> str:
    return f"/Date({instant_ms}+0000)/"


def _day(instant_ms: int) -> str:
    return instant_text(instant_ms)[:10]


def _v2_day(instant_ms: int) -> str:
    return f"/Date({instant_ms - instant_ms % DAY_MS})/"


def _v4_instant(instant_ms: int) -> str:
    text = instant_text(instant_ms)
    return f"{text[:-5]}Z" if text.endswith(".000Z") else text


@dataclass(frozen=True, slots=True)
class Kind:
    """A primitive type: its names, how it is written in JSON, and how it compares. None is written as null."""

    v2: str
    v4: str
    write_v2: Callable[[Any], Any] = as_it_is
    write_v4: Callable[[Any], Any] = as_it_is
    compare: Callable[[Any], Any] = as_it_is

    def name(self, version: Version) -> str:
        """Its name in metadata."""
        return self.v4 if version is Version.V4 else self.v2

    def writer(self, version: Version) -> Callable[[Any], Any]:
        """The function that writes a value that is not None."""
        return self.write_v2 if version is Version.V2 else self.write_v4


TEXT = Kind("Edm.String", "Edm.String")
FLAG = Kind("Edm.Boolean", "Edm.Boolean")
INTEGER = Kind("Edm.Int32", "Edm.Int32", compare=_number)
DECIMAL = Kind("Edm.Decimal", "Edm.Decimal", str, float, _number)
"""Gotten as text, such as "19.99"; written as text in version 2 and as a number from version 3 on."""
DOUBLE = Kind("Edm.Double", "Edm.Double", str, float, _number)
GUID = Kind("Edm.Guid", "Edm.Guid")
INSTANT = Kind("Edm.DateTimeOffset", "Edm.DateTimeOffset", _v2_offset, _v4_instant)
"""Gotten in ms since the epoch."""
DATE_TIME = Kind("Edm.DateTime", "Edm.DateTimeOffset", _v2_instant, _v4_instant)
"""Gotten in ms since the epoch."""
DATE = Kind("Edm.DateTime", "Edm.Date", _v2_day, _day, lambda value: value - value % DAY_MS)
"""Gotten in ms since the epoch; only the day counts."""
COMPLEX = Kind("Complex", "Complex")
"""Gotten as it is written: a JSON object, or a list of them."""


@dataclass(frozen=True, slots=True)
class Property:
    """A property of an entity type. `more` are further attributes in metadata, such as `sap:label`.

    `length` is the longest text in characters, 0 for any; `precision` and `scale` are those of decimals.
    """

    name: str
    kind: Kind
    get: Get
    is_key: bool = False
    length: int = 0
    precision: int = 0
    scale: int = 0
    nullable: bool = True
    more: Mapping[str, str] = field(default_factory=dict)
    type_name: str = ""
    """Of a complex property: its type in metadata."""


@dataclass(frozen=True, slots=True)
class Navigation:
    """From a record to others: to a list of them where it is `many`, else to one or None."""

    name: str
    target: EntityType
    many: bool
    find: Get


@dataclass(slots=True, eq=False)
class EntityType:
    """An entity type. `etag` gives what changes whenever a record does; None for a type without ETags.

    `set_name` is the set that its addresses name. `more` gives further properties of an open type by their names, such
    as custom fields, as they are written. `owner` gives the record of the books that a record is part of, such as the
    order of a line. `state` gives what its JSON follows from, as `Rendered` wants it; None for a type that is written
    anew for each reply. Its records have a `number`.
    """

    name: str
    set_name: str
    properties: tuple[Property, ...]
    etag: Get | None = None
    owner: Callable[[Any], Any] = as_it_is
    navigations: dict[str, Navigation] = field(default_factory=dict)
    more: Callable[[Any, Any], Mapping[str, Any]] | None = None
    state: Get | None = None
    by_name: dict[str, Property] = field(init=False)
    keys: tuple[Property, ...] = field(init=False)
    _key_parts: tuple[tuple[str, Property, Get], ...] = field(init=False)
    """Each key with the text before it and its getter."""

    def __post_init__(self) -> None:
        self.by_name = {each.name: each for each in self.properties}
        self.keys = tuple([each for each in self.properties if each.is_key])
        leads = [f"{',' if at else ''}{each.name}=" for at, each in enumerate(self.keys)]
        if len(leads) == 1:
            leads = [""]
        self._key_parts = tuple([(lead, each, each.get) for lead, each in zip(leads, self.keys, strict=True)])

    def navigate(self, name: str, target: EntityType, many: bool, find: Get) -> None:
        """Add a navigation, also to a type that leads back here."""
        self.navigations[name] = Navigation(name, target, many, find)

    def key_text(self, erp: Erp, record: Any) -> str:
        """The key as addresses have it: `('1')`, `(12)` or `(SalesOrder='1',SalesOrderItem='10')`."""
        parts = [lead + key_literal(key, get(erp, record)) for lead, key, get in self._key_parts]
        return f"({''.join(parts)})"

    def key_as_shown(self, shown: Mapping[str, Any]) -> str:
        """The same of an entity as it is written, for a key of texts."""
        text = "("
        for lead, key, _ in self._key_parts:
            value = shown[key.name]
            if type(value) is str and "'" not in value:
                text += f"{lead}'{value}'"
            else:
                text += lead + key_literal(key, value)
        return text + ")"


def key_literal(key: Property, value: Any) -> str:
    """The value of a key property in an address; a GUID as version 4 writes it."""
    if key.kind is TEXT:
        text = str(value)
        return f"'{text}'" if "'" not in text else "'" + text.replace("'", "''") + "'"
    return "null" if value is None else str(value)


class Row:
    """A record as filters see it: only the properties that a filter names are gotten."""

    __slots__ = ("_erp", "_record", "_type")

    def __init__(self, erp: Erp, entity: EntityType, record: Any) -> None:
        self._erp = erp
        self._type = entity
        self._record = record

    def get(self, name: str) -> Any:
        """See `fake_erp.dialects.odata.filters.Fields`."""
        found = self._type.by_name.get(name)
        if found is not None:
            value = found.get(self._erp, self._record)
            return None if value is None else found.kind.compare(value)
        navigation = self._type.navigations.get(name)
        if navigation is None:
            raise Malformed(f"there is no property {name[:60]!a} in {self._type.name}", name[:60])
        target = navigation.find(self._erp, self._record)
        if navigation.many:
            return [Row(self._erp, navigation.target, each) for each in target]
        return None if target is None else Row(self._erp, navigation.target, target)


@dataclass(frozen=True, slots=True)
class Schema:
    """What `$metadata` describes: types by their sets, and function imports by name.

    A function import has its method, its parameters by name, and the set or the primitive type of what it returns.
    """

    namespace: str
    sets: Mapping[str, EntityType]
    functions: Sequence[FunctionImport] = ()
    container: str = "Entities"

    @property
    def types(self) -> list[EntityType]:
        """Every type once, those that only navigations lead to included."""
        found: dict[str, EntityType] = {}
        waiting: list[EntityType] = list(self.sets.values())
        while waiting:
            each = waiting.pop(0)
            if each.name not in found:
                found[each.name] = each
                waiting += [navigation.target for navigation in each.navigations.values()]
        return list(found.values())


@dataclass(frozen=True, slots=True)
class FunctionImport:
    """A function or an action of a service."""

    name: str
    method: str
    parameters: Mapping[str, Kind] = field(default_factory=dict)
    returns: EntityType | Kind | None = None
    many: bool = False


def require_known(entity: EntityType, names: Iterable[str], option: str) -> None:
    """Refuse properties that a type does not have. Raises Malformed naming the option."""
    for name in names:
        first = name.partition("/")[0]
        if first != "*" and first not in entity.by_name and first not in entity.navigations:
            raise Malformed(f"{option}: there is no property {first[:60]!a} in {entity.name}", option)
