"""pybusinesscentral: companies, customers, credit memos and journals of API v2.0, with strict models."""

import json
import sys
import urllib.parse
import urllib.request
from collections.abc import Callable

import pybusinesscentral
from pybusinesscentral import apis
from pybusinesscentral.exceptions import ApiException
from pybusinesscentral.model.post_customer_request import PostCustomerRequest

url, login = sys.argv[1], json.loads(sys.argv[2])


def token() -> str:
    """An access token, as the identity library of the product's vendor asks for it."""
    form = {
        "grant_type": "client_credentials",
        "client_id": login["client_id"],
        "client_secret": login["client_secret"],
        "scope": "https://api.businesscentral.dynamics.com/.default",
    }
    address = url + login["token_url"] if login["token_url"].startswith("/") else login["token_url"]
    with urllib.request.urlopen(address, urllib.parse.urlencode(form).encode()) as reply:
        return json.loads(reply.read())["access_token"]


def refused(call: Callable[[], object]) -> ApiException:
    """The refusal of a call."""
    try:
        call()
    except ApiException as error:
        return error
    raise AssertionError("it was accepted")


host = f"{url}/v2.0/{login['tenant']}/{login['environment']}/api/v2.0"
bearer = token()
with pybusinesscentral.ApiClient(pybusinesscentral.Configuration(host=host)) as api:
    api.set_default_header("Authorization", f"Bearer {bearer}")
    company = apis.CompanyApi(api).list_companies().value[0]
    assert company.id == login["company_id"], company

    customers = apis.CustomerApi(api)
    body = PostCustomerRequest(
        number="M2-7",
        displayName="Bob",
        email="bob@example.com",
        addressLine1="Main 1",
        city="Bonn",
        country="DE",
    )
    made = customers.post_customer(company.id, "application/json", body)
    assert made.number == "M2-7", made
    found = customers.list_customers(company.id, filter="email eq 'bob@example.com'").value
    assert [each.id for each in found] == [made.id], found
    change = PostCustomerRequest(phoneNumber="0221 1")
    changed = customers.patch_customer(company.id, made.id, "application/json", "*", change)
    assert changed.phone_number == "0221 1", changed
    assert changed.display_name == "Bob", changed
    assert customers.get_customer(company.id, made.id).phone_number == "0221 1"
    refusal = refused(lambda: customers.post_customer(company.id, "application/json", body))
    assert refusal.status == 400, refusal
    assert "Internal_EntityWithSameKeyExists" in refusal.body, refusal
    refusal = refused(
        lambda: customers.patch_customer(company.id, made.id, "application/json", 'W/"stale"', change)
    )
    assert refusal.status == 409, refusal
    assert "Request_EntityChanged" in refusal.body, refusal

    assert apis.SalesInvoiceApi(api).list_sales_invoices(company.id).value == []
    assert apis.SalesCreditMemoApi(api).list_sales_credit_memos(company.id).value == []
    journals = apis.JournalApi(api).list_journals(company.id).value
    assert journals[0].code == "GENERAL", journals
    assert apis.PaymentTermApi(api).list_payment_terms(company.id).value
