// The app on Flex Consumption. Values of functionAppConfig: learn.microsoft.com/azure/azure-functions/flex-consumption-plan and
// functions-infrastructure-as-code. What the plan refuses or ignores (FUNCTIONS_WORKER_RUNTIME, FUNCTIONS_EXTENSION_VERSION,
// WEBSITE_RUN_FROM_PACKAGE, linuxFxVersion, ftpsState, …) is not here: functions-app-settings, 'Flex Consumption plan deprecations'.
param name string
param planName string
param location string
param tags object
param identityName string
param hostStorageName string
param packageContainer string
param dataStorageName string
param vaultName string
param componentName string
param alwaysReadyHttp int
param instanceMemoryMB int
param maximumInstanceCount int
param ownerEmail string
param ownerTeams string
param publicUrl string
param leaseSeconds int
param spoolMegabytes int
param smtp { host: string, port: int, from: string, user: string }
param acs { endpoint: string, from: string }
param signInClientId string

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' existing = {
  name: identityName
}

resource hostStorage 'Microsoft.Storage/storageAccounts@2024-01-01' existing = {
  name: hostStorageName
}

resource dataStorage 'Microsoft.Storage/storageAccounts@2024-01-01' existing = {
  name: dataStorageName
}

resource vault 'Microsoft.KeyVault/vaults@2023-07-01' existing = {
  name: vaultName
}

resource component 'Microsoft.Insights/components@2020-02-02' existing = {
  name: componentName
}

resource plan 'Microsoft.Web/serverfarms@2024-04-01' = {
  name: planName
  location: location
  tags: tags
  kind: 'functionapp'
  sku: { tier: 'FlexConsumption', name: 'FC1' }
  properties: { reserved: true }
}

resource app 'Microsoft.Web/sites@2024-04-01' = {
  name: name
  location: location
  tags: union(tags, { 'azd-service-name': 'functions' })
  kind: 'functionapp,linux'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: { '${identity.id}': {} }
  }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    siteConfig: { minTlsVersion: '1.2' }
    functionAppConfig: {
      deployment: {
        storage: {
          type: 'blobContainer'
          value: '${hostStorage.properties.primaryEndpoints.blob}${packageContainer}'
          authentication: {
            type: 'UserAssignedIdentity'
            userAssignedIdentityResourceId: identity.id
          }
        }
      }
      runtime: { name: 'dotnet-isolated', version: '10.0' }
      scaleAndConcurrency: {
        // Scaling is per function; all HTTP functions are one group, named http.
        alwaysReady: alwaysReadyHttp == 0 ? [] : [{ name: 'http', instanceCount: alwaysReadyHttp }]
        instanceMemoryMB: instanceMemoryMB
        maximumInstanceCount: maximumInstanceCount
      }
    }
  }

  // Deployments sign in with Entra ID; passwords for publishing are off.
  resource ftp 'basicPublishingCredentialsPolicies' = {
    name: 'ftp'
    properties: { allow: false }
  }

  resource scm 'basicPublishingCredentialsPolicies' = {
    name: 'scm'
    properties: { allow: false }
  }

  // Who signs in is known, who does not is let through: webhooks prove themselves by their vendor's scheme, the rest by function keys.
  resource auth 'config' = if (!empty(signInClientId)) {
    name: 'authsettingsV2'
    properties: {
      platform: { enabled: true }
      globalValidation: { requireAuthentication: false, unauthenticatedClientAction: 'AllowAnonymous' }
      httpSettings: { requireHttps: true }
      identityProviders: {
        azureActiveDirectory: {
          enabled: true
          registration: {
            clientId: signInClientId
            openIdIssuer: '${environment().authentication.loginEndpoint}${tenant().tenantId}/v2.0'
          }
          validation: { allowedAudiences: [signInClientId, 'api://${signInClientId}'] }
        }
      }
      login: { tokenStore: { enabled: false } }
    }
  }
}

var byIdentity = 'managedidentity'
var clientId = identity.properties.clientId

resource settings 'Microsoft.Web/sites/config@2024-04-01' = {
  parent: app
  name: 'appsettings'
  properties: {
    // The host's own storage.
    AzureWebJobsStorage__blobServiceUri: hostStorage.properties.primaryEndpoints.blob
    AzureWebJobsStorage__queueServiceUri: hostStorage.properties.primaryEndpoints.queue
    AzureWebJobsStorage__tableServiceUri: hostStorage.properties.primaryEndpoints.table
    AzureWebJobsStorage__credential: byIdentity
    AzureWebJobsStorage__clientId: clientId

    // The data: for the blob trigger (which needs the queue) and for the app (CrmStorageFactory).
    CrmStorage__blobServiceUri: dataStorage.properties.primaryEndpoints.blob
    CrmStorage__queueServiceUri: dataStorage.properties.primaryEndpoints.queue
    CrmStorage__tableServiceUri: dataStorage.properties.primaryEndpoints.table
    CrmStorage__credential: byIdentity
    CrmStorage__clientId: clientId

    // No secret: who sends must be signed in as well.
    APPLICATIONINSIGHTS_CONNECTION_STRING: component.properties.ConnectionString
    APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'ClientId=${clientId};Authorization=AAD'

    // DefaultAzureCredential, by which the app opens the vault, finds a user-assigned identity by this one.
    AZURE_CLIENT_ID: clientId
    KeyVaultUri: vault.properties.vaultUri

    OwnerEmail: ownerEmail
    OwnerTeamsSecret: ownerTeams
    PublicUrl: empty(publicUrl) ? 'https://${app.properties.defaultHostName}/api' : publicUrl
    // The name of the secret that signs the links in messages; while there is none, messages have no such links.
    LinkKeySecret: 'link-key'
    Runs__LeaseSeconds: string(leaseSeconds)
    Spool__MostMegabytes: string(spoolMegabytes)

    // Mail goes one way: an empty endpoint or host is none, and what belongs to it is not read.
    Acs__Endpoint: acs.endpoint
    Acs__From: acs.from
    // The app's identity signs in; the resource's keys are off.
    Acs__KeySecret: ''
    Smtp__Host: smtp.host
    Smtp__Port: string(smtp.port)
    Smtp__From: smtp.from
    Smtp__User: smtp.user
    // The name of a secret in the vault, not a password.
    Smtp__PasswordSecret: 'smtp-password'
    Smtp__StartTls: 'true'
  }
}

output name string = app.name
output url string = 'https://${app.properties.defaultHostName}/api'
