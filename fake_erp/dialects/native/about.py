"""What the native dialect says of itself."""

from __future__ import annotations

from fake_erp.dialects.about import About
from fake_erp.dialects.native.routes import ROUTES

ABOUT = About(
    product="golive's own REST interface",
    versions=("1",),
    speaks={route.operation: f"{route.method} {route.pattern}" for route in ROUTES},
    login=("client_id", "client_secret"),
    limits="those of the installation: rate, concurrency, quota, page size, sessions",
)
