"""Asks the ERP whether it is well, again and again."""

import os
import time
import urllib.request

while True:
    urllib.request.urlopen(os.environ["GOLIVE_ERP_URL"] + "/api/v1/health").read()
    time.sleep(0.02)
