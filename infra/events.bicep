// Tells the app of each file that is complete in the inbox. Deployed into the installation's resource group after the code: the address holds
// the key blobs_extension, which the host makes when it first runs a blob trigger with Source = EventGrid, and Event Grid sends a request
// there to see that somebody answers (learn.microsoft.com/azure/azure-functions/functions-event-grid-blob-trigger).
param functionAppName string
param topicName string
param dataStorageName string

// functions/IngestExportFunction.cs
var functionName = 'IngestExport'
var inbox = 'crm-exports'
var deadLetters = 'crm-event-deadletters'

resource app 'Microsoft.Web/sites@2024-04-01' existing = {
  name: functionAppName
}

resource storage 'Microsoft.Storage/storageAccounts@2024-01-01' existing = {
  name: dataStorageName
}

resource topic 'Microsoft.EventGrid/systemTopics@2025-02-15' existing = {
  name: topicName
}

resource subscription 'Microsoft.EventGrid/systemTopics/eventSubscriptions@2025-02-15' = {
  parent: topic
  name: 'inbox'
  properties: {
    eventDeliverySchema: 'EventGridSchema'
    destination: {
      endpointType: 'WebHook'
      properties: {
        endpointUrl: 'https://${app.properties.defaultHostName}/runtime/webhooks/blobs?functionName=Host.Functions.${functionName}&code=${listKeys('${app.id}/host/default', '2024-04-01').systemKeys.blobs_extension}'
        maxEventsPerBatch: 1
        preferredBatchSizeInKilobytes: 64
      }
    }
    filter: {
      includedEventTypes: ['Microsoft.Storage.BlobCreated']
      subjectBeginsWith: '/blobServices/default/containers/${inbox}/blobs/'
      advancedFilters: [
        // Calls that end an upload (learn.microsoft.com/azure/event-grid/event-schema-blob-storage). A file made empty and filled later is told of once, when it is full.
        { operatorType: 'StringIn', key: 'data.api', values: ['PutBlob', 'PutBlockList', 'CopyBlob', 'FlushWithClose'] }
        { operatorType: 'NumberGreaterThan', key: 'data.contentLength', value: 0 }
      ]
    }
    // A day. What is lost after that, the hourly reconciler finds; so it does what comes twice.
    retryPolicy: { maxDeliveryAttempts: 30, eventTimeToLiveInMinutes: 1440 }
    deadLetterWithResourceIdentity: {
      identity: { type: 'SystemAssigned' }
      deadLetterDestination: {
        endpointType: 'StorageBlob'
        properties: { resourceId: storage.id, blobContainerName: deadLetters }
      }
    }
  }
}
