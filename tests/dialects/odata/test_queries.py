from __future__ import annotations

import contextlib
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fake_erp.dialects.odata import filters
from fake_erp.dialects.odata.filters import filter_of
from fake_erp.dialects.odata.model import Row
from fake_erp.dialects.odata.queries import Query, Version, query_of
from fake_erp.dialects.odata.selection import select
from fake_erp.errors import Malformed

from .albums import ALBUM, ALBUMS

NO_ERP: Any = None
WORDS = (
    "ID",
    "Price",
    "eq",
    "and",
    "or",
    "not",
    "(",
    ")",
    "'B'",
    "1",
    "12M",
    "null",
    "any",
    "/",
    "Tracks",
    "t:",
    "in",
    "-",
)


def chosen(condition: str) -> str:
    wanted = filter_of(condition)
    return "".join([album.id[0] for album in ALBUMS if wanted.holds(Row(NO_ERP, ALBUM, album))])


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ("ID eq 'B'", "B"),
        ("ID eq 'A''1'", "A"),
        ("'B' eq ID", "B"),
        ("ID ne 'B'", "AC"),
        ("Price gt 9.5", "BC"),
        ("Price gt 9.5M", "BC"),
        ("Price ge 9.50m and Price lt 100", "AB"),
        ("Price eq '10'", "B"),
        ("Price add 90 eq 100", "B"),
        ("Price mul 2 lt 20.0", "A"),
        ("-Price lt -50", "C"),
        ("Label eq null", "C"),
        ("Label ne null", "AB"),
        ("AllLive", "A"),
        ("AllLive eq true", "A"),
        ("AllLive eq false", "BC"),
        ("not AllLive", "BC"),
        ("not (ID eq 'A' or ID eq 'B')", "AC"),
        ("Released gt datetime'2004-01-01T00:00:00'", "BC"),
        ("Released gt datetimeoffset'2004-01-01T00:00:00Z'", "BC"),
        ("Released gt 2004-01-01T00:00:00Z", "BC"),
        ("Released gt 2004-01-01", "BC"),
        ("year(Released) eq 2001", "A"),
        ("startswith(Label,'Bl')", "A"),
        ("startswith(Label,'Bl') eq true", "A"),
        ("endswith(Label,'d')", "B"),
        ("contains(Label,'e')", "AB"),
        ("substringof('lu',Label)", "A"),
        ("substringof('lu',Label) eq true", "A"),
        ("tolower(Label) eq 'blue'", "A"),
        ("length(Label) eq 3", "B"),
        ("substring(Label,1) eq 'ed'", "B"),
        ("indexof(Label,'e') eq 1", "B"),
        ("concat(ID,Label) eq 'BRed'", "B"),
        ("ID in ('B','C')", "BC"),
        ("ID in ('B')", "B"),
        ("(ID in ('B')) or (ID eq 'C')", "BC"),
        ("Tracks/any(t: t/Title eq 'Uno')", "B"),
        ("Tracks/any(t: t/Number eq 2)", "A"),
        ("Tracks/any()", "AB"),
        ("Tracks/all(t: t/Number eq 1)", "BC"),
        ("Opener/Title eq 'One'", "A"),
        ("((ID eq 'B'))", "B"),
        ("ID eq 'B' and Label eq 'Red' or ID eq 'C'", "BC"),
    ],
)
def test_filters_of_all_versions_hold_for_what_they_say(condition: str, expected: str) -> None:
    assert chosen(condition) == expected


def test_a_filter_gives_the_equalities_that_it_demands_for_lookups() -> None:
    assert filter_of("ID eq 'B' and (Label eq 'x' and Price gt 1)").equal == {"ID": "B", "Label": "x"}
    assert filter_of("ID eq 'B' or Label eq 'x'").equal == {}
    assert filter_of("Number gt 7 and Other ge 8 and ID lt 'B'").above == {"Number": 7, "Other": 7}
    query = query_of(f"$filter={quote('ID eq 7')}")
    assert (query.equal("ID"), query.equal("Label"), Query().equal("ID")) == ("7", None, None)
    assert (query_of("$filter=Number gt 7").above("Number"), query.above("ID")) == (7, None)


@pytest.mark.parametrize(
    "condition",
    [
        "",
        "ID eq",
        "eq",
        "ID eq 'B",
        "Missing eq 1",
        "ID gt 5 and",
        "launch(ID)",
        "ID/Name eq 1",
        "Price lt true",
        "Label add 1 eq 2",
        "Price div 0 eq 1",
        "ID eq " + "9" * 100,
        "(" * 100 + "ID eq '1'" + ")" * 100,
        "x" * 10_000,
        "Released eq datetime'never'",
        "year(ID) eq 1",
        "ID/any(x: x eq 1)",
        "substringof('x') eq true",
    ],
)
def test_what_is_no_filter_is_refused(condition: str) -> None:
    with pytest.raises(Malformed):
        chosen(condition)


@given(
    st.text(max_size=80)
    | st.lists(
        st.sampled_from(WORDS),
        max_size=14,
    ).map(" ".join)
)
def test_any_text_is_a_filter_or_is_refused(condition: str) -> None:
    with contextlib.suppress(Malformed):
        chosen(condition)


def test_long_chains_are_evaluated() -> None:
    assert chosen(" or ".join([f"ID eq '{number}'" for number in range(300)] + ["ID eq 'B'"])) == "B"


def test_options_are_read() -> None:
    query = query_of("$select=ID,Label&%24top=5&$skip=2&$orderby=Price%20desc,ID&$inlinecount=allpages&x=1")
    assert (query.select, query.top, query.skip, query.count) == (("ID", "Label"), 5, 2, True)
    assert query.order_by == (("Price", True), ("ID", False))
    assert query.other == {"x": "1"}
    assert query_of("$count=true").count


def test_expand_is_read_in_the_way_of_each_version() -> None:
    old = query_of("$expand=to_Item/to_Text,to_Partner&$select=ID,to_Item/Material", Version.V2)
    assert set(old.expand) == {"to_Item", "to_Partner"}
    assert set(old.expand["to_Item"].expand) == {"to_Text"}
    assert old.expand["to_Item"].select == ("Material",)
    assert old.select == ("ID", "to_Item")
    new = query_of(
        "$expand=Lines($select=A,B;$filter=A eq 'x,(;y';$expand=Item($top=1)),Customer", Version.V4
    )
    assert set(new.expand) == {"Lines", "Customer"}
    assert new.expand["Lines"].select == ("A", "B")
    assert new.expand["Lines"].equal("A") == "x,(;y"
    assert new.expand["Lines"].expand["Item"].top == 1


@pytest.mark.parametrize(
    "raw",
    [
        "$top=-1",
        "$top=x",
        "$skip=1.5",
        "$inlinecount=some",
        "$count=maybe",
        "$orderby=ID up",
        "$expand=Lines(",
        "$expand=" + "A($expand=" * 9 + ")" * 9,
    ],
)
def test_what_is_no_option_is_refused(raw: str) -> None:
    with pytest.raises(Malformed):
        query_of(raw, Version.V4)


@given(st.text("$=&,;()'/aTopexnd %0", max_size=60))
def test_any_query_is_read_or_refused(raw: str) -> None:
    for version in Version:
        try:
            query_of(f"$expand={raw}", version)
            query_of(raw, version)
        except Malformed:
            pass


def page(raw: str, **options: int) -> tuple[str, int | None, int | None]:
    found = select(NO_ERP, ALBUM, ALBUMS, query_of(raw, Version.V2), **options)
    return "".join([album.id[0] for album in found.records]), found.total, found.next_skip


def test_lists_are_sorted_cut_and_counted() -> None:
    assert page("") == ("ABC", None, None)
    assert page("$orderby=Price desc&$top=2&$inlinecount=allpages") == ("CB", 3, None)
    assert page("$orderby=Label") == ("CAB", None, None)
    assert page("$orderby=Opener/Title desc") == ("BAC", None, None)
    assert page("$skip=1") == ("BC", None, None)
    assert page("$top=0") == ("", None, None)
    assert page("$filter=Price gt 9.5&$top=1&$inlinecount=allpages") == ("B", 2, None)


def test_the_server_pages_and_goes_on_where_it_stopped() -> None:
    assert page("", page_size=2) == ("AB", None, 2)
    assert page("$skiptoken=2", page_size=2) == ("C", None, None)
    assert page("$top=3&$skip=1", page_size=1) == ("B", None, 1)
    assert page("$top=3&$skip=1&$skiptoken=1", page_size=1) == ("C", None, None)
    assert page("$top=2", page_size=2) == ("AB", None, None)
    assert page("", most_rows=1) == ("A", None, 1)


@pytest.mark.parametrize("raw", ["$select=Nope", "$expand=Nope", "$orderby=Nope", "$skiptoken=x"])
def test_unknown_properties_are_refused(raw: str) -> None:
    with pytest.raises(Malformed):
        page(raw)


def test_a_filter_tells_the_least_instant() -> None:
    query = query_of("$filter=Number eq 'A' and Changed ge 2025-11-28T05:00:00Z")
    assert query.least("Changed") == 1_764_306_000_000
    assert query.least("Number") is None
    assert query_of("$filter=Changed ge 2025-11-28T05:00:00Z or Number eq 'A'").least("Changed") is None


def test_a_filter_names_the_properties_of_its_row() -> None:
    text = "startswith(ID,'x') and Tracks/any(t: t/Title eq Label) or not (Opener/Title in ('a',Price))"
    assert filter_of(text).names == {"ID", "Tracks", "Label", "Opener", "Price"}
    with pytest.raises(Malformed):
        select(NO_ERP, ALBUM, [], query_of("$filter=Nope eq 1"))


KNOWN = ("number", "A_b1", "allx", "in", "contains", "datetime")
NAMES = (*KNOWN, "not", "null", "any", "true", "1x", "x" * 130)


@given(st.sampled_from(NAMES), st.text(max_size=8))
def test_the_filter_for_a_key_is_parsed_as_all_others_are(name: str, value: str) -> None:
    text = "{} eq '{}'".format(name, value.replace("'", "''"))
    found = filters._tree_of_key(text)
    assert found is None or found == filters._tree(text)
    assert (found is not None) is (name in KNOWN)
