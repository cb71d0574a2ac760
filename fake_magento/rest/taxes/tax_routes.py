"""Routes of tax classes, rates and rules. Source: Magento source, module-tax/etc/webapi.xml."""

from __future__ import annotations

from fake_magento.rest.framework.http import Row
from fake_magento.rest.taxes import tax_class_views, tax_rate_views, tax_rule_views

_TAX = "Magento_Tax::manage_tax"

TAX_ROWS: tuple[Row, ...] = (
    # method, pattern, operation, view, business key, ACL resource
    ("GET", "taxClasses/search", "tax.list", tax_class_views.classes, None, _TAX),
    ("GET", "taxClasses/{taxClassId}", "tax.read", tax_class_views.read, None, _TAX),
    ("POST", "taxClasses", "tax.write", tax_class_views.save, None, _TAX),
    ("PUT", "taxClasses/{classId}", "tax.write", tax_class_views.save, None, _TAX),
    ("DELETE", "taxClasses/{taxClassId}", "tax.write", tax_class_views.delete, None, _TAX),
    ("GET", "taxRates/search", "tax.list", tax_rate_views.rates, None, _TAX),
    ("GET", "taxRates/{rateId}", "tax.read", tax_rate_views.read, None, _TAX),
    ("POST", "taxRates", "tax.write", tax_rate_views.save, None, _TAX),
    ("PUT", "taxRates", "tax.write", tax_rate_views.save, None, _TAX),
    ("DELETE", "taxRates/{rateId}", "tax.write", tax_rate_views.delete, None, _TAX),
    ("GET", "taxRules/search", "tax.list", tax_rule_views.rules, None, _TAX),
    ("GET", "taxRules/{ruleId}", "tax.read", tax_rule_views.read, None, _TAX),
    ("POST", "taxRules", "tax.write", tax_rule_views.save, None, _TAX),
    ("PUT", "taxRules", "tax.write", tax_rule_views.save, None, _TAX),
    ("DELETE", "taxRules/{ruleId}", "tax.write", tax_rule_views.delete, None, _TAX),
)
