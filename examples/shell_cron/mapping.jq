# From a Magento order to an ERP order, and back. `--arg do NAME` chooses what is made of the input.

def place:
  {street: (.street | join(", ")), city, postcode, country: .country_id, company, region} | with_entries(select(.value));
def party: {name: "\(.firstname) \(.lastname)", phone: (.telephone // "")} + place;
def is_due: .state == "processing" or .state == "complete" or (.state == "new" and .payment.method == "purchaseorder");

# Bundles are sold as their parts, configurables as the variant whose SKU is on their row.
def sold:
  [.items[] | select(.product_type == "bundle") | .item_id] as $bundles
  | .items[]
  | select((.item_id | IN($bundles[]) | not) and (.parent_item_id == null or (.parent_item_id | IN($bundles[]))));

def customer:
  if .customer_id == null then
    {external_reference: "WEB-GUEST", name: "Web shop guests", email: "guests@example.com",
     address: {street: "-", city: "-", postcode: "-", country: "DE"}}
  else
    {external_reference: "M2-\(.customer_id)", name: "\(.customer_firstname) \(.customer_lastname)",
     email: .customer_email, address: (.billing_address | place)}
  end;

def order:
  {external_reference: .increment_id, customer: $ARGS.named.customer, currency: .order_currency_code,
   ordered_at: ((.created_at | sub(" "; "T")) + "Z"), prices_include_tax: true,
   lines: [sold | {item: .sku, quantity: .qty_ordered, unit_price: "\(.price_incl_tax)", discount: "\(.discount_amount)"}],
   shipping: {amount: "\((.shipping_incl_tax - .shipping_discount_amount) * 100 | round / 100)", method: (.shipping_description // "")},
   payment: {method: .payment.method, prepaid: (.payment.method != "purchaseorder"), amount: "\(.grand_total)"},
   bill_to: (.billing_address | party),
   ship_to: ((.extension_attributes.shipping_assignments[0].shipping.address // .billing_address) | party),
   custom: {sales_channel: "web"}, release: true};

def shipment:
  $ARGS.named.parcel as $parcel | (.items[0] | [sold]) as $rows
  | {items: [$parcel.lines[] | . as $line | $rows | map(select(.sku == $line.item))[0]
             | {order_item_id: .item_id, qty: $line.quantity}],
     tracks: [{track_number: $parcel.tracking, title: "Parcel", carrier_code: "custom"}],
     arguments: {extension_attributes: {source_code: $parcel.warehouse}}};

# Free for the web: without what is promised to other channels, and without the safety stock.
def source:
  (.on_hand - .safety_stock - ([.allocations[] | select(.channel != "web") | .quantity] | add // 0)) as $free
  | {sku: .item, source_code: .warehouse, quantity: ([0, $free] | max), status: (if $free > 0 then 1 else 0 end)};

# Two minutes before the latest change: a change may become visible late.
def newest:
  [.items[].updated_at] | max // empty | strptime("%Y-%m-%d %H:%M:%S") | mktime - 120 | strftime("%Y-%m-%d%%20%H:%M:%S");

if $do == "customer" then customer
elif $do == "order" then order
elif $do == "due" then .items[] | select(is_due)
elif $do == "shipment" then shipment
elif $do == "sources" then {sourceItems: [.rows[] | source]}
else newest end
