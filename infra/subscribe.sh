#!/bin/sh
# subscribe.sh GROUP APP TOPIC STORAGE: subscribes the app to the inbox (events.bicep), once its host has made the key.
set -eu
group=$1 app=$2 topic=$3 storage=$4
here=$(dirname "$0")

attempts=20
until [ -n "$(az functionapp keys list --resource-group "$group" --name "$app" --query systemKeys.blobs_extension --output tsv)" ]; do
  attempts=$((attempts - 1))
  if [ "$attempts" -eq 0 ]; then
    echo "The app has made no key blobs_extension: does it start? See its log stream, then run this again." >&2
    exit 1
  fi
  # A request wakes the host; whether it is answered well is the smoke test's matter.
  curl --silent --output /dev/null --max-time 60 "https://$(az functionapp show --resource-group "$group" --name "$app" --query defaultHostName --output tsv)/api/health" || true
  sleep 15
done

az deployment group create --resource-group "$group" --name events --template-file "$here/events.bicep" --output none \
  --parameters functionAppName="$app" topicName="$topic" dataStorageName="$storage"
echo "The app is told of files in the inbox."
