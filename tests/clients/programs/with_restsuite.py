"""Drives the client restsuite: REST, SuiteQL and a RESTlet, with the headers of the replies."""

import json
import sys

import restsuite
from restsuite.rest import NetSuiteRest
from restsuite.restlet import NetSuiteRESTlet

url, login = sys.argv[1], json.loads(sys.argv[2])
REST = url + login["rest_url"]
KEYS = [login[name] for name in ("account", "consumer_key", "consumer_secret", "token_id", "token_secret")]

assert restsuite
rest = NetSuiteRest(*KEYS)
listed = rest.request("GET", REST + "/record/v1/customer", params={"limit": "10"})
assert listed.status_code == 200, listed.text
customer = listed.json()["items"][0]["id"]
body = {
    "externalId": "M-2",
    "entity": {"id": customer},
    "item": {"items": [{"item": {"id": "1"}, "quantity": 1, "rate": 19.99}]},
}
created = rest.request("POST", REST + "/record/v1/salesOrder", body=body)
assert created.status_code == 204, created.text
assert "Content-Length" not in created.headers or created.headers["Content-Length"] == "0"
read = rest.request("GET", created.headers["Location"])
assert read.headers["Content-Type"] == "application/vnd.oracle.resource+json; type=singular"
assert read.json()["status"]["id"] == "B"
query = rest.request(
    "POST",
    REST + "/query/v1/suiteql",
    body={"q": "SELECT COUNT(*) AS n FROM transaction WHERE type = 'SalesOrd'"},
)
assert query.json()["items"][0]["n"] == "1", query.text
restlet = NetSuiteRESTlet(*KEYS).request(
    "GET", url + "/app/site/hosting/restlet.nl?script=1&deploy=1&type=salesOrder&externalId=M-2"
)
assert restlet.json()["result"]["externalId"] == "M-2", restlet.text
