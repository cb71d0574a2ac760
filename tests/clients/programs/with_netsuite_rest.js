// Drives the client netsuite-rest: it sends no Content-Type, and signs with OAuth 1.0.
const assert = require("assert");
const NetsuiteRest = require("netsuite-rest");

const [url, text] = process.argv.slice(2);
const login = JSON.parse(text);
const client = new NetsuiteRest({
  consumer_key: login.consumer_key,
  consumer_secret_key: login.consumer_secret,
  token: login.token_id,
  token_secret: login.token_secret,
  realm: login.account,
  base_url: url,
});

async function main() {
  const customers = await client.request({ path: "record/v1/customer" });
  const customer = customers.data.items[0].id;
  const body = JSON.stringify({
    externalId: "M-5",
    entity: { id: customer },
    item: { items: [{ item: { id: "1" }, quantity: 3, rate: 19.99 }] },
  });
  const created = await client.request({ path: "record/v1/salesOrder", method: "POST", body });
  assert.strictEqual(created.data, null);
  const query = await client.request({
    path: "query/v1/suiteql?limit=5",
    method: "POST",
    body: JSON.stringify({ q: "SELECT id FROM transaction WHERE externalid = 'M-5'" }),
  });
  assert.strictEqual(query.data.count, 1);
  const order = await client.request({ path: `record/v1/salesOrder/${query.data.items[0].id}` });
  assert.strictEqual(order.data.externalId, "M-5");
  await assert.rejects(client.request({ path: "record/v1/salesOrder", method: "POST", body }), (error) => {
    assert.strictEqual(error.response.statusCode, 400);
    return /already exists/.test(error.response.body);
  });
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
