// Drives SAP's own Cloud SDK with its published types of S/4HANA: partner, deep order, ETag, $batch, metadata.
const assert = require("assert");
const BigNumber = require("bignumber.js");
const { salesOrderService } = require("@sap/cloud-sdk-vdm-sales-order-service");
const { businessPartnerService } = require("@sap/cloud-sdk-vdm-business-partner-service");

const [url, text] = process.argv.slice(2);
const login = JSON.parse(text);
const there = { url, username: login.user, password: login.password, authentication: "BasicAuthentication" };
const { salesOrderApi, salesOrderItemApi, batch, changeset } = salesOrderService();
const { businessPartnerApi, customerApi } = businessPartnerService();

function order(customer, reference, quantity = 2) {
  const item = salesOrderItemApi.entityBuilder().material("A").requestedQuantity(BigNumber(quantity)).build();
  return salesOrderApi
    .entityBuilder()
    .salesOrderType("OR")
    .salesOrganization("1010")
    .distributionChannel("10")
    .organizationDivision("00")
    .soldToParty(customer)
    .purchaseOrderByCustomer(reference)
    .toItem([item])
    .build();
}

const referring = (reference) =>
  salesOrderApi
    .requestBuilder()
    .getAll()
    .select(salesOrderApi.schema.SALES_ORDER, salesOrderApi.schema.TO_ITEM)
    .filter(salesOrderApi.schema.PURCHASE_ORDER_BY_CUSTOMER.equals(reference))
    .execute(there);

// Every property of the metadata that the published types know has the type they give it.
async function compareTypes() {
  const authorization = `Basic ${Buffer.from(`${login.user}:${login.password}`).toString("base64")}`;
  const service = `${url}/sap/opu/odata/sap/API_SALES_ORDER_SRV/$metadata`;
  const metadata = await (await fetch(service, { headers: { authorization } })).text();
  let compared = 0;
  for (const [entity, api] of [["A_SalesOrderType", salesOrderApi], ["A_SalesOrderItemType", salesOrderItemApi]]) {
    const [, body] = metadata.split(`<EntityType Name="${entity}"`)[1].match(/([^]*?)<\/EntityType>/);
    const published = new Map(Object.values(api.schema).map((field) => [field._fieldName, field.edmType]));
    for (const [, name, type] of body.matchAll(/<Property Name="(\w+)" Type="([\w.]+)"/g)) {
      if (!published.has(name)) continue;
      assert.strictEqual(type, published.get(name), `${entity}.${name}`);
      compared += 1;
    }
  }
  assert.ok(compared > 60, `only ${compared} properties were compared`);
}

async function main() {
  await compareTypes();
  const partner = businessPartnerApi
    .entityBuilder()
    .businessPartnerCategory("1")
    .firstName("Zoë")
    .lastName("O'Neil")
    .toCustomer(customerApi.entityBuilder().build())
    .build();
  const { customer } = await businessPartnerApi.requestBuilder().create(partner).execute(there);
  assert.ok(customer);
  const created = await salesOrderApi.requestBuilder().create(order(customer, "O'N-1")).execute(there);
  assert.strictEqual(created.toItem.length, 1);
  const [found] = await referring("O'N-1");
  assert.strictEqual(found.salesOrder, created.salesOrder);
  assert.strictEqual(found.toItem[0].requestedQuantity.toNumber(), 2);

  const read = await salesOrderApi.requestBuilder().getByKey(created.salesOrder).execute(there);
  const stale = await salesOrderApi.requestBuilder().getByKey(created.salesOrder).execute(there);
  read.purchaseOrderByCustomer = "O'N-2";
  await salesOrderApi.requestBuilder().update(read).execute(there);
  stale.purchaseOrderByCustomer = "O'N-3";
  await assert.rejects(
    salesOrderApi.requestBuilder().update(stale).execute(there),
    (error) => error.rootCause.response.status === 412
  );
  assert.deepStrictEqual(await referring("O'N-3"), []);

  const [listed, changed] = await batch(
    salesOrderApi.requestBuilder().getAll().top(1),
    changeset(salesOrderApi.requestBuilder().create(order(customer, "O'N-4")))
  ).execute(there);
  assert.ok(listed.isSuccess() && changed.isSuccess());
  assert.strictEqual((await referring("O'N-4")).length, 1);

  await assert.rejects(
    salesOrderApi.requestBuilder().create(order("999999", "O'N-5")).execute(there),
    (error) => error.rootCause.response.data.error.code.includes("/")
  );
  assert.deepStrictEqual(await referring("O'N-5"), []);
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
