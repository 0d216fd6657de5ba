#!/bin/sh
# smoke.sh GROUP APP TOPIC: that a deployed app answers, keeps its numbers to itself, and is told of files.
set -eu
group=$1 app=$2 topic=$3
url="https://$(az functionapp show --resource-group "$group" --name "$app" --query defaultHostName --output tsv)/api"

answer() { curl --silent --output /dev/null --max-time 60 --write-out '%{http_code}' "$@" || true; }
expect() { # expect WHAT STATUS CURL-ARGUMENTS...: asks for up to five minutes, since a new package takes a while to be taken up
  what=$1 status=$2 attempts=20
  shift 2
  until [ "$(answer "$@")" = "$status" ]; do
    attempts=$((attempts - 1))
    [ "$attempts" -gt 0 ] || { echo "smoke: $what: expected $status, got $(answer "$@")" >&2; exit 1; }
    sleep 15
  done
  echo "smoke: $what: $status"
}

expect 'health, that is code, storage and roles' 200 "$url/health"
expect 'metrics without a key' 401 "$url/metrics?from=2026-01-01&to=2026-01-01"
expect 'a webhook of an unknown source' 404 --request POST --data '{}' "$url/webhooks/no-such-source"

state=$(az eventgrid system-topic event-subscription show --resource-group "$group" --system-topic-name "$topic" --name inbox --query provisioningState --output tsv)
[ "$state" = Succeeded ] || { echo "smoke: event subscription: $state" >&2; exit 1; }
echo "smoke: event subscription: $state"
