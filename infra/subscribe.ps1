# subscribe.ps1 GROUP APP TOPIC STORAGE: as subscribe.sh, for Windows.
param([string] $Group, [string] $App, [string] $Topic, [string] $Storage)
$ErrorActionPreference = 'Stop'

for ($attempts = 20; -not (az functionapp keys list --resource-group $Group --name $App --query systemKeys.blobs_extension --output tsv); $attempts--) {
    if ($attempts -eq 0) { throw 'The app has made no key blobs_extension: does it start? See its log stream, then run this again.' }
    $address = az functionapp show --resource-group $Group --name $App --query defaultHostName --output tsv
    # A request wakes the host; whether it is answered well is the smoke test's matter.
    try { Invoke-WebRequest "https://$address/api/health" -TimeoutSec 60 | Out-Null } catch { Write-Host "Not answered yet: $($_.Exception.Message)" }
    Start-Sleep -Seconds 15
}

az deployment group create --resource-group $Group --name events --template-file "$PSScriptRoot/events.bicep" --output none `
    --parameters functionAppName=$App topicName=$Topic dataStorageName=$Storage
if ($LASTEXITCODE -ne 0) { throw 'The event subscription could not be deployed.' }
Write-Host 'The app is told of files in the inbox.'
