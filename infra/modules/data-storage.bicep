// Storage of the data: inbox, records, results. Tables and containers are made here, so that filters and life cycles have something to stand
// on before the app first runs; the app makes what is missing (CrmStorage.EnsureCreatedAsync).
param name string
param location string
param tags object
param redundancy string
param allowAccountKeys bool
param webhookRetentionDays int
param rejectRetentionDays int
param principalId string
param operatorsGroupId string
param workspaceId string

// Names: shared/Configuration/StorageNames.cs. Event Grid puts into the last what it could not deliver.
var deadLetters = 'crm-event-deadletters'
var containers = ['crm-exports', 'crm-webhooks', 'crm-rejects', 'crm-records', 'crm-config', 'crm-notifications', deadLetters]
var tables = ['Ledger', 'Manifest', 'DailyMetrics', 'Days', 'Runs', 'Alerts', 'Outbox', 'SentLog', 'Feedback', 'Webhooks']

// The blob trigger puts there what it gave up (learn.microsoft.com/azure/azure-functions/functions-bindings-storage-blob-trigger, 'Poison blobs').
var poisonQueue = 'webjobs-blobtrigger-poison'

// Long enough to notice a mistake. Segments that compaction replaced are kept as long, and paid for.
var undeleteDays = 7

resource account 'Microsoft.Storage/storageAccounts@2024-01-01' = {
  name: name
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: { name: redundancy }
  properties: {
    accessTier: 'Hot'
    allowSharedKeyAccess: allowAccountKeys
    allowBlobPublicAccess: false
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
    defaultToOAuthAuthentication: true
  }

  resource blobs 'blobServices' = {
    name: 'default'
    properties: {
      deleteRetentionPolicy: { enabled: true, days: undeleteDays }
      containerDeleteRetentionPolicy: { enabled: true, days: undeleteDays }
    }

    resource made 'containers' = [
      for container in containers: {
        name: container
      }
    ]
  }

  resource queues 'queueServices' = {
    name: 'default'

    resource poison 'queues' = {
      name: poisonQueue
    }
  }

  resource tableService 'tableServices' = {
    name: 'default'

    resource made 'tables' = [
      for table in tables: {
        name: table
      }
    ]
  }
}

// Records and configuration have no rule: hot for ever. Exports are read once, and again only when a mapping changed; never archived, since
// what is archived takes hours to be read. Append blobs have no tiers: deliveries can only be deleted.
var coolExports = {
  name: 'exports-cool'
  enabled: true
  type: 'Lifecycle'
  definition: {
    filters: { blobTypes: ['blockBlob'], prefixMatch: ['crm-exports/'] }
    actions: { baseBlob: { tierToCool: { daysAfterModificationGreaterThan: 30 } } }
  }
}

var deletions = [
  { name: 'webhooks-delete', container: 'crm-webhooks', blobType: 'appendBlob', days: webhookRetentionDays }
  { name: 'rejects-delete', container: 'crm-rejects', blobType: 'blockBlob', days: rejectRetentionDays }
  { name: 'deadletters-delete', container: deadLetters, blobType: 'blockBlob', days: 90 }
]

var deletionRules = [
  for rule in filter(deletions, deletion => deletion.days > 0): {
    name: rule.name
    enabled: true
    type: 'Lifecycle'
    definition: {
      filters: { blobTypes: [rule.blobType], prefixMatch: ['${rule.container}/'] }
      actions: { baseBlob: { delete: { daysAfterModificationGreaterThan: rule.days } } }
    }
  }
]

resource lifeCycle 'Microsoft.Storage/storageAccounts/managementPolicies@2024-01-01' = {
  parent: account
  name: 'default'
  properties: { policy: { rules: concat([coolExports], deletionRules) } }
  dependsOn: [account::blobs]
}

var appRoles = {
  // Reads the inbox, writes records, rejects and deliveries; Owner, not Contributor, is what the blob trigger asks for
  // (learn.microsoft.com/azure/azure-functions/functions-bindings-storage-blob-trigger, 'Grant permission to the identity').
  storageBlobDataOwner: 'b7e6dc6d-f1e8-4753-8033-0f276bb0955b'
  // Poison blobs: the trigger writes them to a queue of the account that queueServiceUri names (same page).
  storageQueueDataContributor: '974c5e8b-45b9-4653-ba55-5f855dd0fb88'
  // Ledger, manifest, metrics, runs, alerts, outbox.
  storageTableDataContributor: '0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3'
}

resource appAssignments 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for role in items(appRoles): {
    name: guid(account.id, principalId, role.value)
    scope: account
    properties: {
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', role.value)
      principalId: principalId
      principalType: 'ServicePrincipal'
    }
  }
]

var operatorRoles = {
  // Puts exports and configuration, reads rejects; the operator's tool replays and releases.
  storageBlobDataContributor: 'ba92f5b4-2d11-453d-a403-e96b0029c9fe'
  // The operator's tool reads the ledger and writes what is to be replayed.
  storageTableDataContributor: '0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3'
}

resource operatorAssignments 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for role in items(operatorRoles): if (!empty(operatorsGroupId)) {
    name: guid(account.id, operatorsGroupId, role.value)
    scope: account
    properties: {
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', role.value)
      principalId: operatorsGroupId
      principalType: 'Group'
    }
  }
]

// Only writes to queues, that is to the poison queue: the alert on poison blobs reads this. Reads and writes of blobs would cost more than they tell.
resource queueLogs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: account::queues
  name: 'to-workspace'
  properties: {
    workspaceId: workspaceId
    logs: [{ category: 'StorageWrite', enabled: true }]
  }
}

output name string = account.name
output deadLetterContainer string = deadLetters
