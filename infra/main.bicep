// One installation of CRM KPIs in a resource group of its own. What it makes and why: infra/README.md.
// The event subscription of the inbox is events.bicep, deployed after the code: its address holds a key that only the running app has.
targetScope = 'subscription'

@description('Name of the installation: part of the names of all resources.')
@minLength(1)
@maxLength(16)
param environmentName string

@description('Region of everything that has one. It must offer Flex Consumption.')
@minLength(1)
param location string

@description('Tags of every resource, besides the installation\'s name.')
param tags object = {}

@description('Instances of the HTTP functions that always run: 0, or 1 where a vendor stops sending after a few slow answers.')
@minValue(0)
@maxValue(1)
param alwaysReadyHttp int = 0

@description('Memory of an instance in MB. A night of ten million records fits 2048.')
@allowed([512, 2048, 4096])
param instanceMemoryMB int = 2048

@description('The most instances of a scale group; 40 is the least that the plan takes.')
@minValue(40)
@maxValue(1000)
param maximumInstanceCount int = 40

@description('Redundancy of the data\'s storage account.')
@allowed(['Standard_LRS', 'Standard_ZRS', 'Standard_GRS', 'Standard_GZRS'])
param dataRedundancy string = 'Standard_LRS'

@description('Account keys for the data\'s storage: false, unless Power BI reads the tables; its table connector knows no other sign-in.')
param allowDataAccountKeys bool = false

@description('Days after which deliveries of webhooks are deleted; 0: never. Only after their records are safe: see docs/operations.md.')
@minValue(0)
param webhookRetentionDays int = 0

@description('Days after which rejected rows are deleted; 0: never.')
@minValue(0)
param rejectRetentionDays int = 365

@description('Protects the vault from being purged within 90 days of its deletion. Can\'t be taken back.')
param protectVault bool = true

@description('Object id of the group that operates the installation: may put exports and configuration, read tables, write secrets. Empty: none.')
param operatorsGroupId string = ''

@description('Addresses that Azure Monitor mails when the installation is unwell; not by way of the installation\'s own e-mail.')
@minLength(1)
param alertAddresses string[]

@description('Budget of a month in the subscription\'s currency.')
@minValue(1)
param monthlyBudget int = 25

@description('First day of the month of the first deployment, yyyy-MM-01; Azure lets no one change it later. Empty: no budget.')
param budgetStart string = ''

@description('Whom to tell where there is no managers.yaml.')
param ownerEmail string = ''

@description('Name of the secret with the owner\'s Teams webhook. Empty: none.')
param ownerTeams string = ''

@description('The app\'s public address up to /api where it has a domain of its own. Empty: that of azurewebsites.net.')
param publicUrl string = ''

@description('Seconds without a sign of life after which another instance takes over a run or a job.')
@minValue(1)
@maxValue(3600)
param leaseSeconds int = 120

@description('The most megabytes of a zip or workbook, which are copied to the instance\'s disk to be read.')
@minValue(1)
param spoolMegabytes int = 512

@description('How mail leaves. communication: Azure Communication Services, made here; smtp: the server below; none: Teams only.')
@allowed(['communication', 'smtp', 'none'])
param mail string = 'communication'

@description('Region in which Communication Services keeps its data, e.g. Europe, Germany, United States.')
param mailDataLocation string = 'Europe'

@description('A domain of one\'s own to send from; its DNS records are shown by the resource. Empty: one of azurecomm.net.')
param mailDomain string = ''

@description('Whether that domain is verified: its records are in the DNS, and the resource says so. Before that nothing can be sent from it.')
param mailDomainVerified bool = false

@description('mail = smtp: the server.')
param smtpHost string = ''

@description('mail = smtp: its port.')
param smtpPort int = 587

@description('mail = smtp: the sender.')
param smtpFrom string = ''

@description('mail = smtp: who logs in. The password is secret smtp-password.')
param smtpUser string = ''

@description('Client id of the Entra application by which people sign in (Easy Auth). Empty: off; callers use function keys.')
param signInClientId string = ''

var token = toLower(uniqueString(subscription().id, environmentName, location))
var allTags = union(tags, { 'azd-env-name': environmentName, application: 'crm-kpis' })

resource group 'Microsoft.Resources/resourceGroups@2024-03-01' = {
  name: 'rg-crm-${environmentName}'
  location: location
  tags: allTags
}

module identity 'modules/identity.bicep' = {
  name: 'identity'
  scope: group
  params: { name: 'id-crm-${token}', location: location, tags: allTags }
}

module monitoring 'modules/monitoring.bicep' = {
  name: 'monitoring'
  scope: group
  params: {
    workspaceName: 'log-crm-${token}'
    componentName: 'appi-crm-${token}'
    location: location
    tags: allTags
    principalId: identity.outputs.principalId
  }
}

module hostStorage 'modules/host-storage.bicep' = {
  name: 'host-storage'
  scope: group
  params: { name: 'stcrmh${token}', location: location, tags: allTags, principalId: identity.outputs.principalId }
}

module dataStorage 'modules/data-storage.bicep' = {
  name: 'data-storage'
  scope: group
  params: {
    name: 'stcrmd${token}'
    location: location
    tags: allTags
    redundancy: dataRedundancy
    allowAccountKeys: allowDataAccountKeys
    webhookRetentionDays: webhookRetentionDays
    rejectRetentionDays: rejectRetentionDays
    principalId: identity.outputs.principalId
    operatorsGroupId: operatorsGroupId
    workspaceId: monitoring.outputs.workspaceId
  }
}

module vault 'modules/key-vault.bicep' = {
  name: 'key-vault'
  scope: group
  params: {
    name: 'kv-crm-${token}'
    location: location
    tags: allTags
    protect: protectVault
    principalId: identity.outputs.principalId
    operatorsGroupId: operatorsGroupId
    workspaceId: monitoring.outputs.workspaceId
  }
}

module communication 'modules/mail.bicep' = if (mail == 'communication') {
  name: 'mail'
  scope: group
  params: {
    name: 'crm-${token}'
    tags: allTags
    dataLocation: mailDataLocation
    domain: mailDomain
    domainVerified: mailDomainVerified
    principalId: identity.outputs.principalId
  }
}

var noServer = { host: '', port: 587, from: '', user: '' }

module app 'modules/function-app.bicep' = {
  name: 'function-app'
  scope: group
  params: {
    name: 'func-crm-${token}'
    planName: 'plan-crm-${token}'
    location: location
    tags: allTags
    identityName: identity.outputs.name
    hostStorageName: hostStorage.outputs.name
    packageContainer: hostStorage.outputs.packageContainer
    dataStorageName: dataStorage.outputs.name
    vaultName: vault.outputs.name
    componentName: monitoring.outputs.componentName
    alwaysReadyHttp: alwaysReadyHttp
    instanceMemoryMB: instanceMemoryMB
    maximumInstanceCount: maximumInstanceCount
    ownerEmail: ownerEmail
    ownerTeams: ownerTeams
    publicUrl: publicUrl
    leaseSeconds: leaseSeconds
    spoolMegabytes: spoolMegabytes
    smtp: mail == 'smtp' ? { host: smtpHost, port: smtpPort, from: smtpFrom, user: smtpUser } : noServer
    acs: mail == 'communication' ? { endpoint: communication!.outputs.endpoint, from: communication!.outputs.from } : { endpoint: '', from: '' }
    signInClientId: signInClientId
  }
}

module topic 'modules/event-topic.bicep' = {
  name: 'event-topic'
  scope: group
  params: {
    name: 'evgt-crm-${token}'
    location: location
    tags: allTags
    storageName: dataStorage.outputs.name
    deadLetterContainer: dataStorage.outputs.deadLetterContainer
    workspaceId: monitoring.outputs.workspaceId
  }
}

module alerts 'modules/alerts.bicep' = {
  name: 'alerts'
  scope: group
  params: {
    location: location
    tags: allTags
    addresses: alertAddresses
    workspaceId: monitoring.outputs.workspaceId
    topicId: topic.outputs.id
  }
}

module budget 'modules/budget.bicep' = if (!empty(budgetStart)) {
  name: 'budget'
  scope: group
  params: { amount: monthlyBudget, start: budgetStart, addresses: alertAddresses }
}

// Read by azd, the workflow and people; none is a secret.
output AZURE_RESOURCE_GROUP string = group.name
output AZURE_FUNCTION_APP_NAME string = app.outputs.name
output CRM_URL string = app.outputs.url
output CRM_DATA_STORAGE string = dataStorage.outputs.name
output CRM_KEY_VAULT string = vault.outputs.name
output CRM_EVENT_TOPIC string = topic.outputs.name
