"""magento-2-api: the default store's products and a guest's cart, made by a POST without a body."""

import sys

from magento_2_api.magento_api import MagentoApi

client = MagentoApi(sys.argv[1], "tok")
assert client.product_api("S1").json()["sku"] == "S1"
assert client.product_api("nothing").status_code == 404
cart = client.guest_cart_create().json()
assert len(cart) == 32
assert client.guest_cart_get(cart).status_code == 200
assert client.guest_cart_get("x" * 32).status_code == 404
assert client.categories_api().json()["id"] == 2
assert len(client.categories_products_api(2).json()) == 5
assert client.product_media_api("S1").json() == []
assert client.custom("/rest/default/V1/orders?searchCriteria").json()["total_count"] == 12
