"""The mappings of the example connectors: the ERP takes every kind of product, and reckons the shop's total."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest

from tests.examples.said import EXAMPLES
from tests.serve.served import Sandbox, served

pytestmark = pytest.mark.slow

NODE = """
import { readFileSync } from "node:fs";
import { orderBody } from "./node_mapping.mjs";
const orders = JSON.parse(readFileSync(0, "utf8"));
console.log(JSON.stringify(orders.map((order) => orderBody(order, "C100001"))));
"""
PYTHON = """
import json, sys
import python_mapping
print(json.dumps([python_mapping.order_body(order, "C100001") for order in json.load(sys.stdin)]))
"""
COMMANDS = {
    "node": ["node", "--input-type=module", "-e", NODE],
    "python": [sys.executable, "-c", PYTHON],
}
KINDS = {"simple", "virtual", "configurable", "bundle", "grouped"}


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with served("both", "--orders", "40") as sandbox:
        yield sandbox


@pytest.mark.parametrize("language", COMMANDS)
def test_the_erp_reckons_the_total_of_the_shop(sandbox: Sandbox, language: str) -> None:
    if shutil.which(COMMANDS[language][0]) is None:
        pytest.skip(f"{language} is not on the PATH")
    orders = sandbox.api("shop", "/rest/V1/orders?searchCriteria[pageSize]=100").data["items"]
    assert {row["product_type"] for order in orders for row in order["items"]} == KINDS
    done = subprocess.run(
        COMMANDS[language],
        cwd=EXAMPLES,
        input=json.dumps(orders),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    bodies: list[dict[str, Any]] = json.loads(done.stdout)
    assert len(bodies) == len(orders) == 40
    for order, body in zip(orders, bodies, strict=True):
        body["external_reference"] = f"{language}-{body['external_reference']}"
        body["custom"]["cost_centre"] = "1"
        answer = sandbox.api("erp", "/api/v1/orders", "POST", body)
        assert answer.status == 201, (answer.data, body)
        assert float(answer.data["total"]) == order["grand_total"], (answer.data, body)
