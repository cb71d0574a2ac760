#!/bin/sh
# Paid orders of a Magento shop into the ERP, parcels and stock back. Needs curl, jq and flock; cron starts it.
#
# An order whose call succeeded is written down in the file `sent` and not sent again. Any failure ends the script, and
# the next turn repeats what is not written down.
set -eu
rules=$(cd "$(dirname "$0")" && pwd)/mapping.jq
cd "$STATE"
exec 9>lock
flock -n 9 || exit 0 # the turn before is still under way
touch sent customers
ERP_TOKEN=

# call METHOD URL TOKEN [BODY]: the body of the reply in the file `reply`, its status in $status.
call() {
  set -- "$1" "$2" "$3" "${4-}"
  status=$(printf %s "$4" | curl -sSg --max-time 20 -X "$1" -H "Authorization: Bearer $3" \
    -H 'Content-Type: application/json' ${4:+--data-binary @-} -o reply -w '%{http_code}' "$2")
}
shop() { call "$1" "$SHOP_URL/rest/V1/$2" "$SHOP_TOKEN" "${3-}"; }
erp() { call "$1" "$ERP_URL/api/v1/$2" "$ERP_TOKEN" "${3-}"; }
demand() {
  [ "$status" = "$1" ] || { echo "$2: status $status: $(cat reply)" >&2; exit 1; }
}
cursor() { cat "cursor.$1" 2>/dev/null || echo "$2"; }
# where FIELD VALUE CONDITION: the filter of a search.
where() {
  of='searchCriteria[filter_groups][0][filters][0]'
  echo "$of[field]=$1&$of[value]=$2&$of[condition_type]=$3"
}
map() { jq -c -f "$rules" --arg do "$@"; }

login() {
  erp POST token "$(jq -n '{client_id: env.ERP_USER, client_secret: env.ERP_PASSWORD}')"
  demand 200 "login to the ERP"
  ERP_TOKEN=$(jq -r .access_token reply)
}

send_order() {
  number=$(jq -r .increment_id order)
  grep -qxF "$number" sent && return
  body=$(map customer order)
  reference=$(printf %s "$body" | jq -r .external_reference)
  customer=$(sed -n "s/^$reference //p" customers)
  if [ -z "$customer" ]; then
    erp POST customers "$body"
    customer=$(jq -er '.number // .error.details.number' reply)
    echo "$reference $customer" >>customers
  fi
  erp POST orders "$(map order --arg customer "$customer" order)"
  case $status in
    201 | 409) echo "$number" >>sent ;; # 409: the ERP has an order with this reference
    422) echo "$number refused: $(cat reply)" >&2 ;;
    *) demand 201 "order $number" ;;
  esac
}

send_orders() {
  since=$(cursor orders '2000-01-01%2000:00:00') page=1 count=100
  while [ "$count" -eq 100 ]; do
    query="$(where updated_at "$since" gteq)&searchCriteria[sortOrders][0][field]=updated_at"
    query="$query&searchCriteria[sortOrders][0][direction]=ASC&searchCriteria[pageSize]=100"
    shop GET "orders?$query&searchCriteria[currentPage]=$page"
    demand 200 "orders of the shop"
    mv reply page
    count=$(jq '.items | length' page) page=$((page + 1))
    map due page >due
    while read -r order; do
      printf %s "$order" >order
      send_order
    done <due
    map newest page | tr -d \" >newest
  done
  [ ! -s newest ] || mv newest cursor.orders
}

# Stock is read before and written after the parcels: what has left by then is a shipment of the shop.
send_stock() {
  erp GET "stock?after=$(cursor stock 0)&limit=500"
  demand 200 "stock of the ERP"
  mv reply stock
  send_parcels
  [ "$(jq '.rows | length' stock)" -eq 0 ] || {
    shop POST inventory/source-items "$(map sources stock)"
    demand 200 "stock of the shop"
  }
  jq .cursor stock >cursor.stock
}

send_parcels() {
  erp GET "deliveries?after=$(cursor deliveries 0)&limit=200"
  demand 200 "deliveries of the ERP"
  mv reply deliveries
  jq -c '.rows[]' deliveries >parcels
  while read -r parcel; do
    shop GET "orders?$(where increment_id "$(printf %s "$parcel" | jq -r .external_reference)" eq)"
    demand 200 "order of a parcel"
    mv reply order
    [ "$(jq '.items | length' order)" -eq 1 ] || continue # an order of another channel
    shop POST "order/$(jq '.items[0].entity_id' order)/ship" \
      "$(map shipment --argjson parcel "$parcel" order)"
    case $status in
      200) ;;
      400) echo "parcel refused: $(cat reply)" >&2 ;; # told already, or the order is closed
      *) demand 200 "parcel" ;;
    esac
  done <parcels
  jq .cursor deliveries >cursor.deliveries
}

login
send_orders
send_stock
