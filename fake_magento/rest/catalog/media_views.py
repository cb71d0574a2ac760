r"""Views of the pictures of a product. The image data is checked and not stored.

Source: Magento source, Magento\Catalog\Api\ProductAttributeMediaGalleryManagementInterface.
"""

from __future__ import annotations

import base64
import binascii
from typing import Any

from fake_magento.errors import NotFound, ShopError
from fake_magento.model.product import Picture, Product
from fake_magento.rest.framework.http import Call
from fake_magento.rest.framework.path_parameters import path_id
from fake_magento.rest.framework.refusals import required
from fake_magento.rest.framework.typed_input import Arguments, Shape, anything, boolean, integer, text
from fake_magento.shop import Shop

_CONTENT = Shape(
    "Magento\\Framework\\Api\\Data\\ImageContentInterface", base64_encoded_data=text, type=text, name=text
)
SAVE = Arguments(
    entry=Shape(
        "Magento\\Catalog\\Api\\Data\\ProductAttributeMediaGalleryEntryInterface",
        id=integer,
        media_type=text,
        label=text,
        position=integer,
        disabled=boolean,
        types=anything,
        file=text,
        content=_CONTENT,
        extension_attributes=anything,
    )
)
_MISSING = "No image with the provided ID was found. Verify the ID and try again."
_TYPES = {"image/png": "png", "image/jpeg": "jpg", "image/gif": "gif"}


def listing(shop: Shop, call: Call) -> Any:
    """The media gallery of a product, a bare list."""
    return [picture_json(picture) for picture in shop.catalog.get(call.params["sku"]).pictures]


def read(shop: Shop, call: Call) -> Any:
    """One gallery entry by its id. 404 for an id of another product."""
    return picture_json(_picture(shop, call)[1])


def picture_json(picture: Picture) -> dict[str, Any]:
    """A gallery entry without its `content`, which Magento never returns."""
    return {
        "id": picture.picture_id,
        "media_type": "image",
        "label": picture.label,
        "position": picture.position,
        "disabled": picture.disabled,
        "types": list(picture.roles),
        "file": picture.file,
    }


def add(shop: Shop, call: Call) -> Any:
    """Add a picture; gives its id."""
    product = shop.catalog.get(call.params["sku"])
    given = SAVE(call.data).get("entry")
    if given is None:
        raise required("entry")
    content = given.get("content")
    if content is None:
        raise ShopError("The image content is invalid. Verify the content and try again.")
    name = _file_name(content)
    picture = Picture(
        shop.take_ids("picture", 1),
        f"/{name[0].lower()}/{name[1:2].lower() or '_'}/{name}",
        given.get("label"),
        given.get("position", len(product.pictures) + 1),
        given.get("disabled", False),
    )
    product.pictures += (picture,)
    _give_roles(product, picture, given)
    shop.catalog.touch(product)
    return picture.picture_id


def _file_name(content: dict[str, Any]) -> str:
    """The name of the new file. Raises ShopError for data that is no picture."""
    try:
        is_empty = not base64.b64decode(content.get("base64_encoded_data", ""), validate=True)
    except (binascii.Error, ValueError):
        is_empty = True
    if is_empty:
        raise ShopError("The image content must be valid base64 encoded data.")
    ending = _TYPES.get(content.get("type", ""))
    if ending is None:
        raise ShopError("The image MIME type is not valid or not supported.")
    name = str(content.get("name", ""))
    if not name or any(character in name for character in '/\\:*?"<>|'):
        raise ShopError("Provided image name contains forbidden characters.")
    return name if "." in name else f"{name}.{ending}"


def change(shop: Shop, call: Call) -> Any:
    """Change label, position, visibility and roles of an entry; fields that are not sent are kept."""
    product, picture = _picture(shop, call)
    given = SAVE(call.data).get("entry")
    if given is None:
        raise required("entry")
    picture.label = given.get("label", picture.label)
    picture.position = given.get("position", picture.position)
    picture.disabled = given.get("disabled", picture.disabled)
    _give_roles(product, picture, given)
    shop.catalog.touch(product)
    return True


def _give_roles(product: Product, picture: Picture, given: dict[str, Any]) -> None:
    """Set the roles of a picture. A role such as `thumbnail` has one picture."""
    types = given.get("types")
    if not isinstance(types, list):
        return
    roles = tuple(str(role) for role in types)
    for other in product.pictures:
        other.roles = tuple(role for role in other.roles if role not in roles)
    picture.roles = roles


def delete(shop: Shop, call: Call) -> Any:
    """Delete a gallery entry. The reply is `true`."""
    product, picture = _picture(shop, call)
    product.pictures = tuple(other for other in product.pictures if other is not picture)
    shop.catalog.touch(product)
    return True


def _picture(shop: Shop, call: Call) -> tuple[Product, Picture]:
    product, wanted = shop.catalog.get(call.params["sku"]), path_id(call.params["entryId"])
    for picture in product.pictures:
        if picture.picture_id == wanted:
            return product, picture
    raise NotFound(_MISSING)
