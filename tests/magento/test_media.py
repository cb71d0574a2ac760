"""Pictures of a product: added, given roles, taken away."""

from __future__ import annotations

from typing import Any

import pytest

from .world import Send

MEDIA = "/rest/V1/products/SKU-1/media"
CONTENT = {"base64_encoded_data": "iVBORw0KGgo=", "type": "image/png", "name": "front.png"}


def _entry(**more: Any) -> dict[str, Any]:
    return {"entry": {"media_type": "image", "label": "Front", "types": ["image", "thumbnail"], **more}}


def test_a_role_has_one_picture_and_the_product_shows_them_all(send: Send) -> None:
    first = send("POST", MEDIA, _entry(content=CONTENT)).data
    second = send("POST", MEDIA, _entry(types=["thumbnail"], content={**CONTENT, "name": "back"})).data
    listed = send("GET", MEDIA).data
    assert [(row["id"], row["types"]) for row in listed] == [(first, ["image"]), (second, ["thumbnail"])]
    assert [row["file"] for row in listed] == ["/f/r/front.png", "/b/a/back.png"]
    assert send("GET", "/rest/V1/products/SKU-1").data["media_gallery_entries"] == listed
    assert send("PUT", f"{MEDIA}/{second}", {"entry": {"id": second, "label": "Back"}}).data is True
    assert send("GET", f"{MEDIA}/{second}").data["label"] == "Back"
    assert send("DELETE", f"{MEDIA}/{first}").data is True
    assert send("GET", f"{MEDIA}/{first}").status == 404
    assert len(send("GET", MEDIA).data) == 1


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"base64_encoded_data": "###"}, "base64"),
        ({"type": "text/html"}, "MIME"),
        ({"name": "../x.png"}, "forbidden characters"),
    ],
)
def test_what_is_no_picture_is_refused(send: Send, change: dict[str, str], says: str) -> None:
    refused = send("POST", MEDIA, _entry(content={**CONTENT, **change}))
    assert refused.status == 400
    assert says in refused.data["message"]
    assert send("GET", MEDIA).data == []
