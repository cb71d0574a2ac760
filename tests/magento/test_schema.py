"""The Swagger document: valid, and the whole of what the shop answers."""

from __future__ import annotations

from openapi_spec_validator import OpenAPIV2SpecValidator

from fake_magento.rest.routes import ROUTES

from .world import Send


def test_the_schema_is_valid_and_names_every_route(send: Send) -> None:
    document = send("GET", "/rest/all/schema", token=None).data
    assert list(OpenAPIV2SpecValidator(document).iter_errors()) == []
    named = {(method.upper(), path) for path, methods in document["paths"].items() for method in methods}
    assert named == {(route.method, "/V1/" + route.pattern) for route in ROUTES}
    ids = [one["operationId"] for methods in document["paths"].values() for one in methods.values()]
    assert len(ids) == len(set(ids))


def test_bodies_are_typed_as_they_are_checked(send: Send) -> None:
    document = send("GET", "/rest/all/schema", token=None).data
    saved = document["paths"]["/V1/products"]["post"]["parameters"][-1]["schema"]["properties"]["product"]
    assert saved == {"$ref": "#/definitions/catalog-data-product-interface"}
    product = document["definitions"]["catalog-data-product-interface"]["properties"]
    assert (product["price"], product["sku"]) == ({"type": "number"}, {"type": "string"})
    comment = document["paths"]["/V1/orders/{id}/comments"]["post"]["parameters"][-1]["schema"]
    assert list(comment["properties"]) == ["statusHistory"]


def test_the_schema_can_be_narrowed_to_a_service(send: Send) -> None:
    document = send("GET", "/rest/all/schema", query="services=categories", token=None).data
    assert document["paths"]
    assert all(path.startswith("/V1/categories") for path in document["paths"])
