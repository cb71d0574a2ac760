#!/bin/sh
# A turn of the shell example every ten seconds.
while :; do
  sh ../examples/shell_cron/sync.sh
  sleep 10
done
