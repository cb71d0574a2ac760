<?php
// From a Magento order to an ERP order, and back. Pure functions.

declare(strict_types=1);

const ON_ACCOUNT = ['purchaseorder'];

function isDue(array $order): bool
{
    $onAccount = $order['state'] === 'new' && in_array($order['payment']['method'], ON_ACCOUNT, true);
    return $onAccount || in_array($order['state'], ['processing', 'complete'], true);
}

function hasEnded(array $order): bool
{
    return in_array($order['state'], ['canceled', 'closed'], true);
}

/** Bundles are sold as their parts, configurables as the variant whose SKU is on their row. */
function soldRows(array $order): array
{
    $bundles = array_filter($order['items'], fn ($row) => $row['product_type'] === 'bundle');
    $ids = array_column($bundles, 'item_id');
    $isSold = fn ($row) => !in_array($row['item_id'], $ids, true)
        && (!isset($row['parent_item_id']) || in_array($row['parent_item_id'], $ids, true));
    return array_values(array_filter($order['items'], $isSold));
}

function customerBody(array $order): array
{
    if (empty($order['customer_id'])) {
        $nowhere = ['street' => '-', 'city' => '-', 'postcode' => '-', 'country' => 'DE'];
        return ['external_reference' => 'WEB-GUEST', 'name' => 'Web shop guests', 'email' => 'guests@example.com',
            'address' => $nowhere];
    }
    return ['external_reference' => "M2-{$order['customer_id']}",
        'name' => "{$order['customer_firstname']} {$order['customer_lastname']}",
        'email' => $order['customer_email'], 'address' => place($order['billing_address'])];
}

function orderBody(array $order, string $customer): array
{
    $line = fn ($row) => ['item' => $row['sku'], 'quantity' => $row['qty_ordered'],
        'unit_price' => money($row['price_incl_tax']), 'discount' => money($row['discount_amount'])];
    $method = $order['payment']['method'];
    $assignments = $order['extension_attributes']['shipping_assignments'] ?? [];
    return [
        'external_reference' => $order['increment_id'],
        'customer' => $customer,
        'currency' => $order['order_currency_code'],
        'ordered_at' => str_replace(' ', 'T', $order['created_at']) . 'Z',
        'prices_include_tax' => true,
        'lines' => array_map($line, soldRows($order)),
        'shipping' => ['amount' => money($order['shipping_incl_tax'] - $order['shipping_discount_amount']),
            'method' => $order['shipping_description'] ?? ''],
        'payment' => ['method' => $method, 'prepaid' => !in_array($method, ON_ACCOUNT, true),
            'amount' => money($order['grand_total'])],
        'bill_to' => party($order['billing_address']),
        'ship_to' => party($assignments[0]['shipping']['address'] ?? $order['billing_address']),
        'custom' => ['sales_channel' => 'web'],
        'release' => true,
    ];
}

/** A parcel takes units from the rows of its articles, as far as they have not been shipped. */
function shipmentBody(array $order, array $parcel): array
{
    $items = [];
    foreach ($parcel['lines'] as $line) {
        $units = $line['quantity'];
        foreach (soldRows($order) as $row) {
            $taken = min($units, $row['sku'] === $line['item'] ? $row['qty_ordered'] - $row['qty_shipped'] : 0);
            if ($taken > 0) {
                $items[] = ['order_item_id' => $row['item_id'], 'qty' => $taken];
                $units -= $taken;
            }
        }
    }
    return ['items' => $items,
        'tracks' => [['track_number' => $parcel['tracking'], 'title' => 'Parcel', 'carrier_code' => 'custom']],
        'arguments' => ['extension_attributes' => ['source_code' => $parcel['warehouse']]]];
}

/** Free for the web: without what is promised to other channels, and without the safety stock. */
function sourceItem(array $row): array
{
    $others = array_filter($row['allocations'], fn ($held) => $held['channel'] !== 'web');
    $free = max(0, $row['on_hand'] - $row['safety_stock'] - array_sum(array_column($others, 'quantity')));
    return ['sku' => $row['item'], 'source_code' => $row['warehouse'], 'quantity' => $free, 'status' => (int) ($free > 0)];
}

function money(float|int $amount): string
{
    return number_format($amount, 2, '.', '');
}

function party(array $address): array
{
    return ['name' => "{$address['firstname']} {$address['lastname']}", 'phone' => $address['telephone'] ?? '']
        + place($address);
}

function place(array $address): array
{
    $more = array_filter(['company' => $address['company'] ?? '', 'region' => $address['region'] ?? '']);
    return ['street' => implode(', ', $address['street']), 'city' => $address['city'],
        'postcode' => $address['postcode'], 'country' => $address['country_id']] + $more;
}
