"""Views that issue and revoke tokens. A token is a bare JSON string.

Source: Adobe Commerce developer docs, "Token-based authentication".
"""

from __future__ import annotations

from typing import Any

from fake_magento.rest.framework.http import Call
from fake_magento.rest.framework.refusals import required
from fake_magento.rest.framework.typed_input import Arguments, text
from fake_magento.shop import Shop

_LOGIN = Arguments(username=text, password=text)
_TWO_FACTOR = Arguments(username=text, password=text, otp=text)


def admin(shop: Shop, call: Call) -> Any:
    """A new admin token. 401 with the same message for wrong credentials and for a locked account."""
    return shop.tokens.issue(*_given(_LOGIN, call, "username", "password"))


def two_factor(shop: Shop, call: Call) -> Any:
    """A new admin token by way of the two-factor provider; `otp` is the one-time password."""
    return shop.tokens.issue_with_otp(*_given(_TWO_FACTOR, call, "username", "password", "otp"))


def customer(shop: Shop, call: Call) -> Any:
    """A new customer token; `username` is the e-mail address. Wrong credentials are 401."""
    return shop.tokens.issue_to_customer(*_given(_LOGIN, call, "username", "password"))


def revoke(shop: Shop, call: Call) -> Any:
    """Revoke all tokens of the calling customer."""
    if call.request.caller is not None:
        shop.tokens.revoke(call.request.caller)
    return True


def _given(shape: Arguments, call: Call, *names: str) -> tuple[str, ...]:
    given = shape(call.data)
    missing = [name for name in names if not given.get(name)]
    if missing:
        raise required(*missing)
    return tuple(given[name] for name in names)
