"""Makes a Tryton database: modules, company, chart of accounts, fiscal year 2025, three items, one customer.

Runs in the environment in which Tryton is installed. Arguments: the configuration file and the name of the database.
"""

import subprocess
import sys
from datetime import date
from decimal import Decimal

from proteus import Model, config
from trytond.modules.account.tests.tools import create_chart, create_fiscalyear, create_tax, get_accounts
from trytond.modules.account_invoice.tests.tools import create_payment_term, set_fiscalyear_invoice_sequences
from trytond.modules.company.tests.tools import create_company

CONFIGURATION, DATABASE = sys.argv[1:]
ITEMS = (("A", 100), ("B", 5), ("C", 0))
"""SKU and units on hand, as in the small world of the fake."""

admin = [sys.executable, "-S", "-m", "trytond.cli.admin", "-c", CONFIGURATION, "-d", DATABASE]
subprocess.run([*admin, "-u", "sale", "--activate-dependencies", "--email", "admin@example.com"], check=True)
config.set_trytond(f"sqlite:///{DATABASE}", config_file=CONFIGURATION)
create_company(currency="EUR")
create_chart()
year = set_fiscalyear_invoice_sequences(create_fiscalyear(today=(date(2025, 1, 1), date(2025, 12, 31))))
year.start_date, year.end_date = date(2025, 1, 1), date(2025, 12, 31)
year.click("create_period")
accounts = get_accounts()

tax = create_tax(Decimal("0.19"))
tax.save()
category = Model.get("product.category")(name="Goods", accounting=True)
category.account_expense, category.account_revenue = accounts["expense"], accounts["revenue"]
category.customer_taxes.append(tax)
category.save()

(unit,) = Model.get("product.uom").find([("name", "=", "Unit")])
storage = Model.get("stock.location").find([("code", "=", "STO")])[0]
Inventory = Model.get("stock.inventory")
for sku, quantity in ITEMS:
    template = Model.get("product.template")(name=f"Item {sku}", code=sku, type="goods", salable=True)
    template.default_uom, template.list_price, template.account_category = unit, Decimal("19.99"), category
    template.save()
    if quantity:
        count = Inventory(location=storage, date=date(2025, 1, 1))
        count.lines.new(product=template.products[0]).quantity = quantity
        count.click("confirm")

term = create_payment_term()
term.save()
(journal,) = Model.get("account.journal").find([("type", "=", "cash")])
Model.get("account.invoice.payment.method")(
    name="Cash", journal=journal, credit_account=accounts["cash"], debit_account=accounts["cash"]
).save()

customer = Model.get("party.party")(name="Ann", code="ANN", customer_payment_term=term)
customer.addresses[0].street, customer.addresses[0].city = "Hauptstr. 1", "Köln"
customer.addresses[0].postal_code = "50667"
customer.contact_mechanisms.new(type="email").value = "ann@example.com"
customer.save()
