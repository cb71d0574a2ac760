"""ms-dynamics-business-central-sdk: a refresh token, lists, journals, and a batch as one transaction."""

import json
import sys

from dynamics.core.client import Dynamics
from dynamics.exceptions.dynamics_exceptions import InvalidTokenError, NotFoundItemError, WrongParamsError

url, login = sys.argv[1], json.loads(sys.argv[2])


class Fake(Dynamics):
    """The client at another address."""

    TOKEN_URL = url + login["token_url"]
    BASE_URL = f"{url}/v2.0/{{environment}}/api/v2.0"
    API_URL = url


client = Fake(
    login["client_id"], login["client_secret"], login["bearer"], login["environment"], login["company_id"]
)
assert [each["id"] for each in client.companies.get_all()] == [login["company_id"]]
assert client.locations.count() == 1
assert client.locations.get_all()[0]["code"] == "main"
journal = client.journals.post({"code": "shop", "displayName": "Web shop"})
assert journal["code"] == "SHOP", journal
try:
    client.journals.post({"code": "SHOP"})
except WrongParamsError as error:
    taken = str(error.response)
assert "Internal_EntityWithSameKeyExists" in taken, taken
try:
    client.journal_line_items.bulk_post(
        journal["id"], [{"accountType": "Customer", "amount": 5}], login["company_id"]
    )
except WrongParamsError as error:
    wrong = str(error.response)
assert "must be negative" in wrong, wrong
assert client.journals.delete(journal["id"]) == {"status": "success"}
try:
    client.journals.delete(journal["id"])
except NotFoundItemError as error:
    gone = str(error.response)
assert "Internal_RecordNotFound" in gone, gone
client.update_access_token("expired")
try:
    client.companies.get_all()
except InvalidTokenError as error:
    refused = str(error.response)
assert "Authentication_InvalidCredentials" in refused, refused
