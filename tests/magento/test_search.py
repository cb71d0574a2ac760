"""Search criteria against plain list comprehensions."""

from __future__ import annotations

import fnmatch
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fake_magento.rest.framework import php_query
from tests.depth import examples

from .world import World, direct


def shop_of_forty() -> World:
    world = World()
    world.shop.stock.put([("SKU-2", "default", 500, True)], "test", "admin")
    methods = ("checkmo", "card")
    for number in range(40):
        world.now_ms += 700 * (number % 3)
        cart = world.cart(
            ("SKU-2", 1 + number % 4) if number % 5 else ("SKU-4", 1), method=methods[number % 2]
        )
        cart.email = f"{'Ines' if number % 2 else 'olaf'}{number % 7}@example.com"
        cart.coupon_code = "SPRING" if number % 3 else ""
        order = world.shop.checkout(cart)
        if number % 4 == 0:
            world.shop.capture(order)
        if number % 11 == 0:
            world.shop.hold(order)
    return world


WORLD = shop_of_forty()
SEND = direct(WORLD)
ROWS = SEND("GET", "/rest/V1/orders", query="searchCriteria=").data["items"]
STAMPS = sorted({row["created_at"] for row in ROWS} | {row["updated_at"] for row in ROWS})

numbers = st.tuples(
    st.sampled_from(["entity_id", "grand_total", "total_item_count", "total_paid"]),
    st.sampled_from(["0", "1", "7", "12", "5.35", "4.95", "8.23", "39", "17abc", "", "abc"]),
)
texts = st.tuples(
    st.sampled_from(["state", "status", "customer_email", "increment_id", "coupon_code"]),
    st.sampled_from(
        ["new", "PROCESSING", "holded", "ines1@example.com", "INES3@EXAMPLE.COM", "000000007", "spring", ""]
    ),
)
times = st.tuples(
    st.sampled_from(["created_at", "updated_at"]),
    st.sampled_from(
        [
            *STAMPS,
            STAMPS[3].replace(" ", "T") + "Z",
            "2026-03-02",
            "1999-01-01 00:00:00",
            "None",
            "2026-02-31",
        ]
    ),
)
compared = st.tuples(
    st.one_of(numbers, texts, times),
    st.sampled_from(
        [
            "eq",
            "neq",
            "gt",
            "lt",
            "gteq",
            "lteq",
            "from",
            "to",
            "seq",
            "sneq",
            "is",
            "null",
            "notnull",
            "moreq",
            "",
        ]
    ),
).map(lambda pair: (*pair[0], pair[1]))
listed = st.tuples(
    st.sampled_from(["status", "increment_id", "entity_id"]),
    st.sampled_from(["pending,holded", "000000003,000000005", "3,5,8", "new", "complete"]),
    st.sampled_from(["in", "nin", "finset", "nfinset"]),
)
patterned = st.tuples(
    st.sampled_from(["customer_email", "increment_id", "coupon_code"]),
    st.sampled_from(["ines%", "%@example.com", "%00_", "SPR_NG", "olaf3%", "%"]),
    st.sampled_from(["like", "nlike"]),
)
filters = st.one_of(compared, listed, patterned)
groups = st.lists(st.lists(filters, min_size=1, max_size=3), max_size=3)
sorts = st.lists(
    st.tuples(
        st.sampled_from(["entity_id", "customer_email", "grand_total", "updated_at", "coupon_code"]),
        st.sampled_from(["ASC", "desc", "asc", None]),
    ),
    max_size=2,
)


def number(text: str) -> float:
    digits = ""
    for character in text:
        if not (character.isdigit() or character == "."):
            break
        digits += character
    return float(digits or 0)


def holds(row: dict[str, Any], field: str, value: str, condition: str) -> bool:
    """The model: what MySQL would say."""
    own = row.get(field)
    if condition in ("null", "notnull"):
        return (own is None) == (condition == "null")
    if own is None:
        return False
    wanted: Any = value
    if condition in ("like", "nlike"):
        pattern = value.lower().replace("%", "*").replace("_", "?")
        return fnmatch.fnmatchcase(str(own).lower(), pattern) == (condition == "like")
    if condition in ("finset", "nfinset"):
        return (value.lower() in str(own).lower().split(",")) == (condition == "finset")
    if condition in ("in", "nin"):
        parts = [number(p) if isinstance(own, (int, float)) else p.lower() for p in value.split(",")]
        return ((own if isinstance(own, (int, float)) else own.lower()) in parts) == (condition == "in")
    if field in ("created_at", "updated_at"):
        wanted = (
            ""
            if value in ("None", "2026-02-31")
            else (value if len(value) > 10 else value + " 00:00:00").replace("T", " ")[:19]
        )
    elif isinstance(own, (int, float)):
        wanted = number(value)
    else:
        own, wanted = own.lower(), value.lower()
    outcomes = {
        "neq": own != wanted,
        "sneq": own != wanted,
        "gt": own > wanted,
        "lt": own < wanted,
        "gteq": own >= wanted,
        "from": own >= wanted,
        "lteq": own <= wanted,
        "to": own <= wanted,
    }
    return bool(outcomes.get(condition, own == wanted))


def query_of(wanted: Any, order: Any, size: int | None, page: int | None, camel: bool) -> str:
    group_word, filter_word, condition_word = (
        ("filterGroups", "filters", "conditionType")
        if camel
        else ("filter_groups", "filters", "condition_type")
    )
    pairs = [("searchCriteria", "")] if not wanted and not order and size is None else []
    for g, group in enumerate(wanted):
        for f, (field, value, condition) in enumerate(group):
            at = f"searchCriteria[{group_word}][{g}][{filter_word}][{f}]"
            pairs += [(at + "[field]", field), (at + "[value]", value)]
            if condition:
                pairs.append((f"{at}[{condition_word}]", condition))
    for s, (field, direction) in enumerate(order):
        pairs.append((f"searchCriteria[sortOrders][{s}][field]", field))
        if direction:
            pairs.append((f"searchCriteria[sortOrders][{s}][direction]", direction))
    if size is not None:
        pairs.append(("searchCriteria[pageSize]", str(size)))
        if page is not None:
            pairs.append(("searchCriteria[currentPage]", str(page)))
    return urlencode(pairs)


@settings(max_examples=examples(150), deadline=None)
@given(groups, sorts, st.none() | st.integers(1, 15), st.none() | st.integers(-1, 6), st.booleans())
def test_lists_are_what_a_comprehension_gives(
    wanted: Any, order: Any, size: int | None, page: int | None, camel: bool
) -> None:
    expected = [row for row in ROWS if all(any(holds(row, *f) for f in group) for group in wanted)]
    for field, direction in reversed(order):
        expected.sort(
            key=lambda row: (
                field in row,
                str(row.get(field, "")).lower() if isinstance(row.get(field), str) else row.get(field, 0),
            ),
            reverse=(direction or "DESC").upper() != "ASC",
        )
    reply = SEND("GET", "/rest/V1/orders", query=query_of(wanted, order, size, page, camel))
    assert reply.status == 200
    assert list(reply.data) == ["items", "search_criteria", "total_count"]
    assert reply.data["total_count"] == len(expected)
    if size is not None:
        start = (max(1, page or 1) - 1) * size
        expected = expected[start : start + size]
    assert [row["entity_id"] for row in reply.data["items"]] == [row["entity_id"] for row in expected]


def test_the_echo_fills_in_the_condition_and_keeps_values_as_text() -> None:
    query = (
        "searchCriteria[filter_groups][3][filters][9][field]=entity_id"
        "&searchCriteria[filter_groups][3][filters][9][value]=5"
        "&searchCriteria[sortOrders][0][field]=entity_id&searchCriteria[pageSize]=2&searchCriteria[currentPage]=1"
    )
    for sent in (
        query,
        quote(query, safe="=&"),
        query.replace("sortOrders", "sort_orders").replace("pageSize", "page_size"),
    ):
        reply = SEND("GET", "/rest/V1/orders", query=sent)
        assert reply.data["search_criteria"] == {
            "filter_groups": [{"filters": [{"field": "entity_id", "value": "5", "condition_type": "eq"}]}],
            "sort_orders": [{"field": "entity_id", "direction": "DESC"}],
            "page_size": 2,
            "current_page": 1,
        }


@pytest.mark.parametrize(
    "query", ["searchCriteria=", "searchCriteria", "searchCriteria=all", "search_criteria=0"]
)
def test_empty_criteria_give_everything(query: str) -> None:
    data = SEND("GET", "/rest/V1/orders", query=query).data
    assert (data["total_count"], len(data["items"])) == (40, 40)
    assert data["search_criteria"] == {"filter_groups": []}


def test_past_the_end_old_shops_repeat_the_last_page() -> None:
    query = "searchCriteria[pageSize]=2&searchCriteria[currentPage]=9"
    old, new = World(page_past_end="repeat"), World()
    for world in (old, new):
        for _ in range(3):
            world.order()
    data = direct(old)("GET", "/rest/V1/orders", query=query).data
    assert ([row["entity_id"] for row in data["items"]], data["total_count"]) == ([3], 3)
    data = direct(new)("GET", "/rest/V1/orders", query=query).data
    assert (data["items"], data["total_count"]) == ([], 3)


def test_input_limits_cap_the_page() -> None:
    world = World(maximum_page_size=300)
    send = direct(world)
    assert send("GET", "/rest/V1/orders", query="searchCriteria=").data["search_criteria"]["page_size"] == 20
    refused = send("GET", "/rest/V1/orders", query="searchCriteria[pageSize]=301")
    assert refused.data == {"message": "Maximum SearchCriteria pageSize is %max", "parameters": {"max": 300}}


def test_order_items_can_be_listed_and_read() -> None:
    at = "searchCriteria[filter_groups][0][filters][0]"
    query = f"{at}[field]=order_id&{at}[value]=7"
    data = SEND("GET", "/rest/V1/orders/items", query=query).data
    assert data["items"] == SEND("GET", "/rest/V1/orders/7").data["items"]
    item = data["items"][0]
    assert SEND("GET", f"/rest/V1/orders/items/{item['item_id']}").data == item


@pytest.mark.parametrize("kind", ["invoices", "shipments", "creditmemos"])
def test_documents_are_found_by_their_order(kind: str) -> None:
    world = World()
    for _ in range(3):
        order = world.paid(("SKU-1", 2))
        world.shop.ship(order, {order.lines[0].item_id: 1})
        world.shop.refund(order)
    at = "searchCriteria[filter_groups][0][filters][0]"
    send = direct(world)
    for wanted, ids in (("2", [2]), ("2.5", []), ("9", []), ("", [])):
        data = send("GET", f"/rest/V1/{kind}", query=f"{at}[field]=order_id&{at}[value]={wanted}").data
        assert [row["order_id"] for row in data["items"]] == ids
    data = send(
        "GET", f"/rest/V1/{kind}", query=f"{at}[field]=order_id&{at}[value]=1&{at}[condition_type]=gt"
    ).data
    assert [row["order_id"] for row in data["items"]] == [2, 3]


def test_the_status_index_follows_every_change() -> None:
    world = World()
    send = direct(world)
    at = "searchCriteria[filter_groups][0][filters][0]"

    def ids(status: str) -> list[int]:
        query = f"{at}[field]=status&{at}[value]={status}"
        return [row["entity_id"] for row in send("GET", "/rest/V1/orders", query=query).data["items"]]

    first, second = world.order(), world.order()
    world.shop.capture(second)
    world.shop.capture(first)
    assert (ids("pending"), ids("PROCESSING")) == ([], [1, 2])
    world.shop.comment(first, "picking", "Picking")
    world.shop.comment(second, "no status", None)
    assert (ids("picking"), ids("processing")) == ([1], [])
    world.shop.ship(second)
    assert ids("complete") == [2]


@given(st.text(max_size=60))
def test_any_query_string_is_read(query: str) -> None:
    assert isinstance(php_query.parse(query), dict)


@pytest.mark.parametrize(
    ("query", "tree"),
    [
        ("a[b][]=1&a[b][]=2", {"a": {"b": {"0": "1", "1": "2"}}}),
        ("a=1&a[b]=2", {"a": {"b": "2"}}),
        ("a%5Bb%5D=x+y", {"a": {"b": "x y"}}),
        ("searchCriteriasearchCriteria[x][y]=1", {"searchCriteriasearchCriteria": {"x": {"y": "1"}}}),
        ("[x]=1&=2", {}),
    ],
)
def test_php_query_strings(query: str, tree: dict[str, Any]) -> None:
    assert php_query.parse(query) == tree


RANGES = st.lists(
    st.tuples(
        st.sampled_from(["entity_id", "created_at", "status", "state", "updated_at", "increment_id", "grand_total"]),
        st.sampled_from(["gt", "gteq", "from", "lt", "lteq", "to", "eq", "neq", "in", "like", "null"]),
        st.sampled_from(["3", "2026-03-02 09:41:30", "pending", "processing,holded", "000000007", "%0%", "2.5", "x"]),
    ),
    max_size=3,
)  # fmt: skip


@given(RANGES, st.sampled_from(["", "entity_id", "created_at", "increment_id", "updated_at"]), st.booleans())
@settings(max_examples=examples(150), deadline=None)
def test_an_index_finds_what_a_scan_of_the_table_finds(
    filters: list[tuple[str, str, str]], field: str, is_down: bool
) -> None:
    """The same criteria with and without indexes: the same rows, in the same order where the sort decides it."""
    from dataclasses import replace

    from fake_magento.rest.search.columns import ORDERS
    from fake_magento.search import criteria, matching

    groups = tuple((criteria.Filter(name, value, condition),) for name, condition, value in filters)
    sorts = (criteria.Sort(field, "DESC" if is_down else "ASC"),) if field else ()
    criteria = criteria.Criteria(groups, sorts)
    book = MANY_ORDERS.shop.orders
    scan = replace(ORDERS, candidates=None, in_order_of=(), sorted_rows=None)
    found = matching.find(ORDERS, book, book, criteria)
    scanned = matching.find(scan, book, book, criteria)
    assert sorted(order.entity_id for order in found) == sorted(order.entity_id for order in scanned)
    column = ORDERS.columns[field or "entity_id"]
    assert column.sort_keys(found) == column.sort_keys(scanned)


def many_orders() -> World:
    world = World()
    for number in range(90):
        world.now_ms += 700
        order = world.order(("SKU-2", 1)) if number % 2 else world.order(("SKU-4", 1), store="us")
        world.shop.stock.open("SKU-2", "default", 50)
        world.shop.stock.open("SKU-4", "default", 50)
        if number % 3 == 0:
            world.shop.hold(order)
        elif number % 7 == 2 and number > 20:
            world.shop.comment(world.shop.orders.get(order.entity_id - 20), "seen", None)
    return world


MANY_ORDERS = many_orders()


def test_a_long_answer_is_kept_for_the_next_page_and_forgotten_at_any_change() -> None:
    world = World()
    world.shop.stock.put([("SKU-2", "default", 500, True)], "test", "admin")
    for _ in range(220):
        world.order(("SKU-2", 1))
    send = direct(world)
    query = (
        "searchCriteria[filter_groups][0][filters][0][field]=status"
        "&searchCriteria[filter_groups][0][filters][0][value]=pending"
        "&searchCriteria[pageSize]=100&searchCriteria[currentPage]="
    )

    def page(number: int) -> list[int]:
        items = send("GET", "/rest/V1/orders", query=query + str(number)).data["items"]
        return [item["entity_id"] for item in items]

    assert page(1) + page(2) + page(3) == list(range(1, 221))
    world.shop.hold(world.shop.orders.get(50))
    assert page(1) == [*range(1, 50), *range(51, 102)]
    world.shop.unhold(world.shop.orders.get(50))
    world.order(("SKU-1", 1))
    assert page(3) == list(range(201, 222))
