// magento-api-rest: OAuth with HMAC-SHA256, its own search grammar, a shipment, and a refused signature.
const assert = require("assert");
const Magento = require("magento-api-rest").default;

const keys = { url: process.argv[2], consumerKey: "ck", consumerSecret: "cs", accessToken: "at", tokenSecret: "ats" };

async function main() {
  const client = new Magento({ ...keys, sha: 256 });
  const page = await client.get("orders", { status: "pending", $sort: { entity_id: "asc" }, $perPage: 2, $page: 1 });
  assert.strictEqual(page.data.items.length, 2);
  assert.strictEqual(page.data.search_criteria.page_size, 2);
  assert.strictEqual(page.data.total_count, 12);
  const range = await client.get("orders", { $from: "2020-01-01 00:00:00", $to: "2099-01-01 00:00:00" });
  assert.strictEqual(range.data.total_count, 12);
  const all = await client.get("orders", {});
  assert.strictEqual(all.data.items.length, 12);
  const ship = await client.post(`order/${page.data.items[0].entity_id}/ship`, { notify: false });
  assert.ok(Number(ship.data));
  const bulk = await new Magento({ ...keys, sha: 256, type: "async/bulk/V1" }).post("order/byOrderId/ship", [
    { orderId: page.data.items[1].entity_id },
  ]);
  assert.strictEqual(bulk.status, 202);
  await assert.rejects(new Magento({ ...keys, sha: 1 }).get("orders", {}), (error) => error.response.status === 400);
  const stranger = new Magento({ ...keys, tokenSecret: "other", sha: 256 });
  await assert.rejects(stranger.get("orders", {}), (error) => error.response.status === 401);
}

main().catch((error) => {
  console.error(error.response ? `${error.response.status} ${JSON.stringify(error.response.data)}` : error);
  process.exit(1);
});
