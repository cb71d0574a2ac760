<?php
// Paid orders of a Magento shop into the ERP, parcels and stock back. Started by cron; needs PHP 8 and nothing else.
//
// An order is done when it has been read back from the ERP: until then every turn looks it up, and sends it where it is
// missing. Any failure ends the script, and the next turn repeats what is not done.

declare(strict_types=1);

require __DIR__ . '/mapping.php';

final class Reply
{
    public function __construct(public int $status, public mixed $data)
    {
    }
}

final class Api
{
    public function __construct(private string $base, public string $token = '')
    {
    }

    /** Throws where there is no answer, or an answer that says nothing about the request. */
    public function call(string $method, string $path, ?array $body = null): Reply
    {
        $options = ['method' => $method, 'ignore_errors' => true, 'timeout' => 20, 'protocol_version' => 1.1,
            'header' => ['Content-Type: application/json', "Authorization: Bearer {$this->token}", 'Connection: close'],
            'content' => $body === null ? '' : json_encode($body, JSON_THROW_ON_ERROR)];
        $text = @file_get_contents($this->base . $path, false, stream_context_create(['http' => $options]));
        $status = (int) (explode(' ', $http_response_header[0] ?? '')[1] ?? 0);
        if ($text === false || $status === 0 || $status >= 500 || in_array($status, [401, 408, 429], true)) {
            throw new RuntimeException("$method $path: " . ($status ?: 'no answer'));
        }
        return new Reply($status, json_decode($text, true, 512, JSON_THROW_ON_ERROR));
    }

    public function get(string $path, array $query = []): mixed
    {
        return $this->call('GET', $path . ($query ? '?' . http_build_query($query) : ''))->data;
    }
}

final class Sync
{
    /**
     * @param array{orders: array, cursors: array, customers: array} $state what is not done, how far each list was read,
     *     and the ERP's numbers of customers
     */
    public function __construct(private Api $shop, private Api $erp, public array $state)
    {
    }

    public function orders(): void
    {
        $since = gmdate('Y-m-d H:i:s', ($this->state['cursors']['orders'] ?? 120) - 120);
        for ($page = 1, $items = range(1, 100); count($items) === 100; $page++) {
            $items = $this->search(['updated_at' => [$since, 'gteq']], $page);
            foreach ($items as $order) {
                $this->state['orders'][$order['increment_id']] = $order['entity_id'];
                $this->state['cursors']['orders'] = strtotime("{$order['updated_at']} UTC");
            }
        }
        foreach ($this->state['orders'] as $number => $entity) {
            if ($this->isDone((string) $number, $this->shop->get("/orders/$entity"))) {
                unset($this->state['orders'][$number]);
            }
        }
    }

    /** Stock is read before and written after the parcels: what has left by then is a shipment of the shop. */
    public function goods(): void
    {
        $stock = $this->erp->get('/stock', ['after' => $this->state['cursors']['stock'] ?? 0, 'limit' => 500]);
        $this->parcels();
        if ($stock['rows']) {
            $sourceItems = array_map('sourceItem', $stock['rows']);
            $this->shop->call('POST', '/inventory/source-items', ['sourceItems' => $sourceItems]);
        }
        $this->state['cursors']['stock'] = $stock['cursor'];
    }

    private function isDone(string $number, array $order): bool
    {
        $rows = $this->erp->get('/orders', ['external_reference' => $number])['rows'];
        $live = array_values(array_filter($rows, fn ($row) => $row['status'] !== 'cancelled'));
        if (hasEnded($order)) {
            if ($live && $this->erp->call('POST', "/orders/{$live[0]['number']}/cancel")->status !== 200) {
                fwrite(STDERR, "$number: cancelled in the shop, {$live[0]['status']} in the ERP\n");
            }
            return true;
        }
        if ($live || !isDue($order)) {
            return true; // an order that becomes due is changed, and listed again
        }
        $reply = $this->erp->call('POST', '/orders', orderBody($order, $this->customer($order)));
        if ($reply->status === 422) {
            fwrite(STDERR, "$number: refused: {$reply->data['error']['message']}\n");
        }
        return false;
    }

    /** The ERP's number of the customer, who is created with the first order. */
    private function customer(array $order): string
    {
        $body = customerBody($order);
        $known = &$this->state['customers'][$body['external_reference']];
        if ($known === null) {
            $customer = $this->erp->call('POST', '/customers', $body)->data;
            $known = $customer['number'] ?? $customer['error']['details']['number'];
        }
        return $known;
    }

    private function parcels(): void
    {
        $page = $this->erp->get('/deliveries', ['after' => $this->state['cursors']['deliveries'] ?? 0, 'limit' => 200]);
        foreach ($page['rows'] as $parcel) {
            $order = $this->search(['increment_id' => [$parcel['external_reference'], 'eq']])[0] ?? null;
            $body = $order === null ? ['items' => []] : shipmentBody($order, $parcel);
            if ($body['items']) { // else it is of another channel, or the shop knows of it
                $reply = $this->shop->call('POST', "/order/{$order['entity_id']}/ship", $body);
                if ($reply->status !== 200) {
                    fwrite(STDERR, "{$order['increment_id']}: parcel refused: {$reply->data['message']}\n");
                }
            }
        }
        $this->state['cursors']['deliveries'] = $page['cursor'];
    }

    /** Orders by [value, condition] of each field, oldest change first. */
    private function search(array $by, int $page = 1): array
    {
        $filters = [];
        foreach ($by as $field => [$value, $condition]) {
            $filters[] = ['field' => $field, 'value' => $value, 'condition_type' => $condition];
        }
        $criteria = ['filter_groups' => [['filters' => $filters]], 'pageSize' => 100, 'currentPage' => $page,
            'sortOrders' => [['field' => 'updated_at', 'direction' => 'ASC']]];
        return $this->shop->get('/orders', ['searchCriteria' => $criteria])['items'];
    }
}

$file = fopen(getenv('STATE'), 'c+');
if (!flock($file, LOCK_EX | LOCK_NB)) {
    exit(0); // the turn before is still under way
}
$state = json_decode(stream_get_contents($file) ?: '{"orders": {}, "cursors": {}, "customers": {}}', true);
$shop = new Api(getenv('SHOP_URL') . '/rest/V1', getenv('SHOP_TOKEN'));
$erp = new Api(getenv('ERP_URL') . '/api/v1');
$sync = new Sync($shop, $erp, $state);
try {
    $login = ['client_id' => getenv('ERP_USER'), 'client_secret' => getenv('ERP_PASSWORD')];
    $erp->token = $erp->call('POST', '/token', $login)->data['access_token'];
    $sync->orders();
    $sync->goods();
} catch (RuntimeException $error) {
    fwrite(STDERR, "to be repeated: {$error->getMessage()}\n");
} finally {
    rewind($file);
    ftruncate($file, 0);
    fwrite($file, json_encode($sync->state));
}
exit(isset($error) ? 1 : 0);
