r"""Authorization of a request: admins and customers by token, integrations by token or signature, guests.

A wrong, expired or missing token makes the caller a guest; only a broken signature is an error by itself. Source:
Adobe Commerce developer docs, "Authentication"; Magento source, Magento\Framework\Webapi\Authorization.
"""

from __future__ import annotations

from fake_magento.access.callers import CUSTOMER, GUEST_CALLER, INTEGRATION, Caller
from fake_magento.errors import NotAuthorized, ShopError
from fake_magento.rest.access.oauth_signature import is_signed, verify
from fake_magento.rest.framework.http import Request
from fake_magento.shop import Shop

UNAUTHORIZED = "The consumer isn't authorized to access %resources."
SELF = "self"
"""The resource of records that belong to a customer: `carts/mine`, `customers/me`. Only customers have it."""
OPEN_TO_ALL = ("Magento_Catalog::products", "Magento_Catalog::categories", "Magento_Backend::store")
"""Resources that guests may read where the shop allows anonymous access to its catalogue."""


def check(shop: Shop, request: Request, acl: str) -> ShopError | None:
    """None when the caller has the resource, else Magento's refusal. Sets `request.caller`."""
    try:
        caller = request.caller = _caller(shop, request)
    except ShopError as error:
        return error
    return None if _may(shop, caller, request, acl) else NotAuthorized(UNAUTHORIZED, {"resources": acl})


def _may(shop: Shop, caller: Caller, request: Request, acl: str) -> bool:
    if acl == SELF:
        return caller.user_type == CUSTOMER
    if caller.resources is None or acl in caller.resources:
        return True
    return shop.config.anonymous_catalog and request.method == "GET" and acl in OPEN_TO_ALL


def _caller(shop: Shop, request: Request) -> Caller:
    authorization = request.headers.get("authorization")
    if is_signed(authorization, request.query):
        number, integration = verify(shop, request, authorization)
        return Caller(INTEGRATION, number, integration.resources)
    if authorization is None:
        return GUEST_CALLER
    scheme, _, token = authorization.partition(" ")
    if scheme.lower() != "bearer":
        return GUEST_CALLER
    return shop.tokens.caller(token) or shop.integrations.bearer(token) or GUEST_CALLER
