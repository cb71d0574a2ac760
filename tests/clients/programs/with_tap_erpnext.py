"""tap-erpnext: discovers DocTypes and reads all their documents in pages."""

import io
import json
import sys
from contextlib import redirect_stdout

from tap_erpnext.tap import TapErpNext

url, login = sys.argv[1], json.loads(sys.argv[2])
config = {
    "api_url": url,
    "api_key": login["api_key"],
    "api_secret": login["api_secret"],
    "limit_page_length": 2,
    "doctypes": ["Item", "Customer", "Bin"],
}
out = io.StringIO()
with redirect_stdout(out):
    TapErpNext(config=config).sync_all()
records = [json.loads(line) for line in out.getvalue().splitlines() if '"RECORD"' in line]
names: dict[str, list[str]] = {}
for record in records:
    names.setdefault(record["stream"].lower(), []).append(record["record"]["name"])
items = next(found for stream, found in names.items() if "item" in stream)
assert sorted(set(items)) == ["A", "B", "C"], names
assert len(names) == 3, names
