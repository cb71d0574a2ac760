"""Routes of logins and tokens. Source: Adobe Commerce developer docs, "Token-based authentication"."""

from __future__ import annotations

from fake_magento.rest.access import login_views
from fake_magento.rest.access.authorization import SELF
from fake_magento.rest.framework.http import Row

ACCESS_ROWS: tuple[Row, ...] = (
    # method, pattern, operation, view, business key, ACL resource
    ("POST", "integration/admin/token", "token.create", login_views.admin, None, None),
    ("POST", "integration/customer/token", "token.create", login_views.customer, None, None),
    ("POST", "integration/customer/revoke-customer-token", "token.revoke", login_views.revoke, None, SELF),
    ("POST", "tfa/provider/google/authenticate", "token.create", login_views.two_factor, None, None),
)
