<?php
// A turn of the PHP example every ten seconds.

while (true) {
    passthru('php ' . __DIR__ . '/../examples/php_cron/sync.php');
    sleep(10);
}
