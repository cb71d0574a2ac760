"""Routes of cart price rules and coupons. Source: Magento source, module-sales-rule/etc/webapi.xml."""

from __future__ import annotations

from fake_magento.rest.framework.http import Row
from fake_magento.rest.promotions import coupon_views, rule_views

_RULE = "Magento_SalesRule::quote"

PROMOTION_ROWS: tuple[Row, ...] = (
    # method, pattern, operation, view, business key, ACL resource
    ("GET", "salesRules/search", "rule.list", rule_views.rules, None, _RULE),
    ("GET", "salesRules/{ruleId}", "rule.read", rule_views.rule, None, _RULE),
    ("POST", "salesRules", "rule.write", rule_views.save, None, _RULE),
    ("PUT", "salesRules/{ruleId}", "rule.write", rule_views.save, None, _RULE),
    ("DELETE", "salesRules/{ruleId}", "rule.write", rule_views.delete, None, _RULE),
    ("GET", "coupons/search", "rule.list", coupon_views.coupons, None, _RULE),
    ("GET", "coupons/{couponId}", "rule.read", coupon_views.coupon, None, _RULE),
    ("POST", "coupons", "rule.write", coupon_views.save, None, _RULE),
    ("PUT", "coupons/{couponId}", "rule.write", coupon_views.save, None, _RULE),
    ("DELETE", "coupons/{couponId}", "rule.write", coupon_views.delete, None, _RULE),
    ("POST", "coupons/generate", "rule.write", coupon_views.generate, None, _RULE),
    ("POST", "coupons/deleteByIds", "rule.write", coupon_views.delete_ids, None, _RULE),
    ("POST", "coupons/deleteByCodes", "rule.write", coupon_views.delete_codes, None, _RULE),
)
