"""magento-client at a shop of 2.4.4 or later: HMAC-SHA1 is gone, and the refusal says so."""

import sys

from magento_client.magento_client import Magento

client = Magento(sys.argv[1] + "/rest/V1", "ck", "cs", "at", "ats", advanced_mode=True)
refused = client.request("GET", "products/S1")
assert refused.status_code == 400
assert refused.json() == {"message": "Signature method %1 is not supported", "parameters": ["HMAC-SHA1"]}
