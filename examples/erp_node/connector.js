// Paid orders of a Magento shop into Odoo, with magento-api-rest and odoo-await. Copy and adapt.
//
// The increment id of the shop is the customer reference in Odoo. An order is created only when Odoo has none with that
// reference, so a run that was interrupted is simply repeated. One instance may run at a time.
"use strict";

const { readFileSync } = require("node:fs");
const { setTimeout: sleep } = require("node:timers/promises");
const { parseArgs } = require("node:util");
const Magento = require("magento-api-rest").default;
const OdooAwait = require("odoo-await");
const mapping = require("./mapping");

const DAY_MS = 24 * 3600 * 1000;
const PAGE_SIZE = 100;
const DELIVERY = "Delivery_007";

class Missing extends Error {}

class Odoo {
  /** Log in, and read the ids of countries and currencies. */
  static async open({ url, login }) {
    const odoo = new Odoo();
    odoo.rpc = new OdooAwait({ baseUrl: url, db: login.db, username: login.user, password: login.password });
    await odoo.rpc.connect();
    odoo.countries = await odoo.ids("res.country", "code");
    odoo.currencies = await odoo.ids("res.currency", "name");
    return odoo;
  }

  /** Ids by the value of a field. */
  async ids(model, key, values) {
    const rows = await this.rpc.searchRead(model, values ? [[key, "in", values]] : [], [key]);
    return Object.fromEntries(rows.map((row) => [row[key], row.id]));
  }

  async findOrCreate(model, keys, others) {
    const [found] = await this.rpc.search(model, keys);
    return found ?? this.rpc.create(model, { ...keys, ...others });
  }

  partner(order) {
    const values = mapping.contactValues(order.billing_address, this.countries);
    return this.findOrCreate(
      "res.partner",
      { ref: mapping.customerRef(order) },
      { ...values, email: order.customer_email },
    );
  }

  /** A contact of the customer. What was ordered earlier keeps its own. */
  address(partner, type, address) {
    const { name, street, zip, city, country_id, ...others } = mapping.contactValues(address, this.countries);
    return this.findOrCreate("res.partner", { parent_id: partner, type, name, street, zip, city, country_id }, others);
  }

  /** The order with that reference, or undefined. */
  async order(reference) {
    const [found] = await this.rpc.searchRead("sale.order", { client_order_ref: reference }, ["name", "state"]);
    return found;
  }

  /** The name of the order in Odoo, where it is created and confirmed unless that has been done. */
  async export(order) {
    const reference = order.increment_id;
    if (!(await this.order(reference))) await this.create(order);
    const { id, name, state } = await this.order(reference);
    if (state === "draft") await this.rpc.action("sale.order", "action_confirm", [id]);
    return name;
  }

  async create(order) {
    const skus = mapping.goods(order).map(({ sku }) => sku);
    const products = await this.ids("product.product", "default_code", [DELIVERY, ...skus]);
    const missing = skus.filter((sku) => !(sku in products));
    if (missing.length) throw new Missing(`Odoo has no product ${missing.join(", ")}`);
    const partner = await this.partner(order);
    const ids = {
      partner,
      billTo: await this.address(partner, "invoice", order.billing_address),
      shipTo: await this.address(partner, "delivery", mapping.shipTo(order)),
      currency: this.currencies[order.order_currency_code],
      delivery: products[DELIVERY],
      products,
    };
    await this.rpc.create("sale.order", mapping.orderValues(order, ids));
  }
}

function openShop({ url, oauth }) {
  return new Magento({
    url,
    type: "all/V1",
    sha: 256,
    timeout: 30_000,
    consumerKey: oauth.consumer_key,
    consumerSecret: oauth.consumer_secret,
    accessToken: oauth.access_token,
    tokenSecret: oauth.access_token_secret,
  });
}

/** Orders of goods that are paid and of services that are done, changed in the last days. */
async function paidOrders(shop, days) {
  const since = new Date(Date.now() - days * DAY_MS).toISOString().replace("T", " ").slice(0, 19);
  const where = (field, value, condition_type) => ({ filters: [{ field, value, condition_type }] });
  const query = {
    filterGroups: [where("state", "processing,complete", "in"), where("updated_at", since, "gteq")],
    sortOrders: [{ field: "entity_id", direction: "ASC" }],
    pageSize: PAGE_SIZE,
  };
  const orders = [];
  for (let currentPage = 1; ; currentPage++) {
    const { data } = await shop.get("orders", { ...query, currentPage });
    orders.push(...data.items);
    if (currentPage * PAGE_SIZE >= data.total_count) return orders;
  }
}

/** Tell the shop's clerks the name in Odoo, once. */
async function comment(shop, order, name) {
  if (mapping.isNoted(order, name)) return;
  const statusHistory = { comment: mapping.commentText(name), is_customer_notified: 0, is_visible_on_front: 0 };
  await shop.post(`orders/${order.entity_id}/comments`, { statusHistory });
}

/** Whether one order was refused. Any other failure concerns all of them. */
const isRefusal = (error) => error instanceof Missing || error.faultString !== undefined || error.response !== undefined;

/** What a client rejected with: a fault of Odoo, a reply of the shop, an error, or a plain string. */
function words(error) {
  const reply = error.response;
  return error.faultString ?? (reply ? `${reply.status} ${JSON.stringify(reply.data)}` : (error.message ?? error));
}

/** How many orders could not be exported. One that is refused does not stop the others. */
async function exportAll(shop, odoo, days) {
  let failed = 0;
  for (const order of await paidOrders(shop, days)) {
    try {
      const name = await odoo.export(order);
      await comment(shop, order, name);
      console.log(`${order.increment_id}: ${name}`);
    } catch (error) {
      if (!isRefusal(error)) throw error;
      failed++;
      console.error(`${order.increment_id}: not exported: ${words(error)}`);
    }
  }
  return failed;
}

const OPTIONS = {
  once: { type: "boolean", default: false },
  days: { type: "string", default: "7" },
  pause: { type: "string", default: "60" },
};
const USAGE = `usage: connector.js SETTINGS [--once] [--days N] [--pause SECONDS]

SETTINGS  JSON file with the addresses and keys, as golive serve prints them
--once    export what is there and end
--days    how far back to look (${OPTIONS.days.default})
--pause   seconds between two polls (${OPTIONS.pause.default})`;

function readArguments() {
  try {
    const { values, positionals } = parseArgs({ options: OPTIONS, allowPositionals: true });
    if (positionals.length !== 1) throw new TypeError("expected one file of settings");
    return { ...values, settings: positionals[0] };
  } catch (error) {
    console.error(`${error.message}\n${USAGE}`);
    process.exit(2);
  }
}

async function main() {
  const options = readArguments();
  const settings = JSON.parse(readFileSync(options.settings, "utf8"));
  const shop = openShop(settings.shop);
  for (;;) {
    let failed;
    try {
      failed = await exportAll(shop, await Odoo.open(settings.erp), Number(options.days));
    } catch (error) {
      failed = 1;
      console.error(`interrupted, to be repeated: ${words(error)}`);
    }
    if (options.once) return failed ? 1 : 0;
    await sleep(Number(options.pause) * 1000);
  }
}

main().then((status) => {
  process.exitCode = status;
});
