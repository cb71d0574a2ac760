"""What is refused otherwise by entity, by version of the shop, or by its policy for comments."""

from __future__ import annotations

import pytest

from .world import World, direct

V1 = "/rest/V1"

V1 = "/rest/V1"


@pytest.mark.parametrize(
    ("entity", "status"),
    [("orders", 500), ("invoices", 500), ("inventory/source-items", 500), ("products", 400)],
)
def test_an_unknown_column_is_500_on_flat_tables_and_400_on_eav(entity: str, status: int) -> None:
    query = "searchCriteria[filter_groups][0][filters][0][field]=nonsense"
    assert direct(World())("GET", f"{V1}/{entity}", query=query).status == status


@pytest.mark.parametrize(("version", "status"), [(500, 500), (400, 400)])
def test_an_unknown_property_is_500_before_and_400_after_2_4_7(version: int, status: int) -> None:
    world = World(unknown_property_status=version)
    world.order()
    reply = direct(world)("POST", f"{V1}/order/1/ship", {"tracks": [{"tracking_code": "1Z"}]})
    assert reply.status == status
    if status == 400:
        assert reply.data["parameters"] == {"fieldName": "TrackingCode"}


@pytest.mark.parametrize(
    ("policy", "status", "expected"),
    [
        ("unchecked", "made_up", "made_up"),
        ("frozen", "made_up", "pending"),
        ("checked", "pending", "pending"),
        ("checked", None, "pending"),
    ],
)
def test_the_comment_policy_decides_what_happens_to_the_status(
    policy: str, status: str | None, expected: str
) -> None:
    world = World(comment_status_policy=policy)
    order = world.order()
    body = {"statusHistory": {"comment": "x"} | ({"status": status} if status else {})}
    assert direct(world)("POST", f"{V1}/orders/1/comments", body).data is True
    assert order.status == expected


def test_a_checked_comment_refuses_a_status_of_another_state() -> None:
    world = World(comment_status_policy="checked")
    world.order()
    reply = direct(world)(
        "POST", f"{V1}/orders/1/comments", {"statusHistory": {"comment": "x", "status": "complete"}}
    )
    assert reply.data["message"].startswith('Unable to add comment: The status "complete"')
