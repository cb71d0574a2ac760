"""Tables of fields: how a product calls a field, which neutral one it stands for, how it is read and written."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from fake_erp.dialects.odata import model as edm
from fake_erp.dialects.short.records import Get
from fake_erp.errors import Malformed
from fake_erp.times import instant_text

DAY_MS = 86_400_000
LONGEST_NUMBER = 24


def same(value: Any) -> Any:
    """The value itself."""
    return value


@dataclass(frozen=True, slots=True)
class Kind:
    """How values of a kind are written and read.

    `write` takes what a getter of `records` gives; None is left to the dialect. `read` gives what the native readers of
    documents take, and what it cannot read as it came: they refuse it. `form` is `write` for OData, its kind is `edm`.
    """

    write: Callable[[Any], Any] = same
    read: Callable[[Any], Any] = same
    edm: edm.Kind = edm.TEXT
    form: Callable[[Any], Any] = same


def text_of(value: Any) -> Any:
    """A number where a text is expected, as text."""
    if type(value) is int and abs(value) < 10**18:
        return str(value)
    return value


def whole_of(value: Any) -> Any:
    """A whole number that was sent as text, such as "2", "2.0" or "2.00"."""
    if type(value) is str and len(value) <= LONGEST_NUMBER:
        whole, _, fraction = value.strip().partition(".")
        if whole.isascii() and whole.isdigit() and not fraction.strip("0"):
            return int(whole)
    return value


def amount_of(value: Any) -> Any:
    """An amount that was sent as text, without blanks around it."""
    return value.strip() if type(value) is str else value


def instant_of(value: Any) -> Any:
    """A date with or without a time, in the ISO form."""
    return value


TEXT = Kind(read=text_of)
AMOUNT = Kind(float, amount_of, edm.DECIMAL)
AMOUNT_TEXT = Kind(same, amount_of)
UNITS = Kind(same, whole_of, edm.DECIMAL, str)
NUMBER = Kind(same, whole_of, edm.INTEGER)
INSTANT = Kind(instant_text, instant_of, edm.INSTANT)
FLAG = Kind(same, same, edm.FLAG)


def words_for_flags(yes: Any, no: Any, *also_yes: Any) -> Kind:
    """Flags that are written as other values, such as "Yes" and "No"."""

    def read(value: Any) -> Any:
        if type(value) is bool:
            return value
        shown = value.strip().lower() if type(value) is str else value
        yeses, noes = [_lower(each) for each in (yes, *also_yes)], [_lower(no)]
        if type(shown) not in (str, int):
            return value
        return True if shown in yeses else False if shown in noes else value

    return Kind(lambda value: yes if value else no, read, edm.TEXT, lambda value: yes if value else no)


def _lower(value: Any) -> Any:
    return value.lower() if isinstance(value, str) else value


def words_for(words: Mapping[Any, str], otherwise: str = "") -> Kind:
    """Values that the product calls otherwise. They are only written."""

    def form(value: Any) -> Any:
        return words.get(value, otherwise or value)

    return Kind(form, same, edm.TEXT, form)


@dataclass(frozen=True, slots=True)
class Field:
    """A field: its name, a dotted one for a field within an object, and the neutral field that it stands for.

    Neutral "" is a field of the product without a meaning here: it is accepted, kept nowhere and not written, unless
    `fixed` is what it always is.
    """

    name: str
    neutral: str = ""
    kind: Kind = TEXT
    is_key: bool = False
    fixed: Any = None
    written: bool = True


@dataclass(frozen=True, slots=True)
class Affix:
    """How the product calls a free field: with this before and after its neutral name."""

    before: str = ""
    after: str = ""

    def name(self, neutral: str) -> str:
        """The name in the product."""
        return f"{self.before}{neutral}{self.after}"

    def neutral(self, name: str) -> str:
        """The neutral name of a free field; "" for any other field."""
        if len(name) <= len(self.before) + len(self.after) or not name.startswith(self.before):
            return ""
        return name[len(self.before) : len(name) - len(self.after)] if name.endswith(self.after) else ""


@dataclass(slots=True, eq=False)
class Table:
    """The fields of one kind of record or line. `getters` are those of `records`."""

    fields: tuple[Field, ...]
    getters: Mapping[str, Get]
    free: Affix | None = None
    names: dict[str, Field] = field(init=False)
    neutral: dict[str, Field] = field(init=False)
    columns: tuple[tuple[tuple[str, ...], Get | None, Callable[[Any], Any], Any], ...] = field(init=False)

    def __post_init__(self) -> None:
        self.names = {each.name: each for each in self.fields}
        self.neutral = {}
        for each in self.fields:
            if each.neutral:
                self.neutral.setdefault(each.neutral, each)
        self.columns = tuple(
            [
                (tuple(each.name.split(".")), self.getters.get(each.neutral), each.kind.write, each.fixed)
                for each in self.fields
                if each.written and (each.fixed is not None or each.neutral in self.getters)
            ]
        )

    def name_of(self, neutral: str) -> str:
        """How the product calls a neutral field."""
        found = self.neutral.get(neutral)
        if found is not None:
            return found.name
        if self.free is not None and neutral.startswith("custom."):
            return self.free.name(neutral.removeprefix("custom."))
        return neutral

    def write(self, record: Any, nulls: bool = True) -> dict[str, Any]:
        """A record with the names of the product; without `nulls` fields without a value are left out."""
        shown: dict[str, Any] = {}
        for steps, get, write, fixed in self.columns:
            value = fixed if get is None else get(record)
            if get is not None and value is not None:
                value = write(value)
            if value is None and not nulls:
                continue
            place = shown
            for step in steps[:-1]:
                place = place.setdefault(step, {})
            place[steps[-1]] = value
        custom = getattr(record, "custom", None)
        if self.free is not None and custom:
            shown |= {self.free.name(name): value for name, value in custom.items()}
        return shown

    def read(self, given: Mapping[str, Any]) -> dict[str, Any]:
        """A document with neutral names. Values that are null are left out."""
        document: dict[str, Any] = {}
        for name, value in given.items():
            known = self.names.get(name)
            if known is None and self.free is not None and (free := self.free.neutral(name)):
                document.setdefault("custom", {})[free] = value
            elif known is None and type(value) is dict:
                self._within(document, name, value)
            elif known is not None and known.neutral and value is not None:
                _put(document, known.neutral, known.kind.read(value))
        return document

    def _within(self, document: dict[str, Any], outer: str, given: Mapping[str, Any]) -> None:
        for name, value in given.items():
            known = self.names.get(f"{outer}.{name}")
            if known is not None and known.neutral and value is not None:
                _put(document, known.neutral, known.kind.read(value))

    def unknown(self, given: Iterable[str], *also: str) -> str:
        """The first name that is no field; "" for none."""
        outer = {name.partition(".")[0] for name in self.names}
        for name in given:
            is_free = self.free is not None and self.free.neutral(name)
            if name not in outer and name not in also and "@" not in name and not is_free:
                return name
        return ""


def _put(document: dict[str, Any], path: str, value: Any) -> None:
    """Set a value by its dotted neutral name."""
    *outer, last = path.split(".")
    for step in outer:
        inner = document.setdefault(step, {})
        if type(inner) is not dict:
            return
        document = inner
    document[last] = value


def record_of(data: Any) -> dict[str, Any]:
    """A JSON object. Raises Malformed."""
    if type(data) is not dict:
        raise Malformed("expected a JSON object", "body")
    return data
