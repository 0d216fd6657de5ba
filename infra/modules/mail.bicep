// E-mail by Azure Communication Services. The app speaks SMTP to it (smtp.azurecomm.net, STARTTLS on 587), logging in as an Entra
// application: learn.microsoft.com/azure/communication-services/quickstarts/email/send-email-smtp/smtp-authentication.
param name string
param tags object
param dataLocation string
param domain string
param applicationId string
param principalId string

resource service 'Microsoft.Communication/emailServices@2023-04-01' = {
  name: 'mail-${name}'
  location: 'global'
  tags: tags
  properties: { dataLocation: dataLocation }
}

// A domain of one's own sends only after its DNS records are there and verified; Azure's own sends at once, but little and to few.
resource sender 'Microsoft.Communication/emailServices/domains@2023-04-01' = {
  parent: service
  name: empty(domain) ? 'AzureManagedDomain' : domain
  location: 'global'
  tags: tags
  properties: {
    domainManagement: empty(domain) ? 'AzureManaged' : 'CustomerManaged'
    userEngagementTracking: 'Disabled'
  }
}

resource communication 'Microsoft.Communication/communicationServices@2023-04-01' = {
  name: 'acs-${name}'
  location: 'global'
  tags: tags
  properties: {
    dataLocation: dataLocation
    linkedDomains: [sender.id]
  }
}

var hasApplication = !empty(applicationId) && !empty(principalId)

// The name by which the application logs in over SMTP.
resource login 'Microsoft.Communication/communicationServices/smtpUsernames@2024-09-01-preview' = if (hasApplication) {
  parent: communication
  name: 'crm'
  properties: {
    username: 'crm@${sender.properties.fromSenderDomain}'
    entraApplicationId: applicationId
    tenantId: tenant().tenantId
  }
}

// Sends mail. The application has it, not the app's identity: SMTP knows no managed identity (page above, 'Assign the built-in role').
var communicationAndEmailServiceOwner = '09976791-48a7-449e-bb21-39d1a415f350'

resource send 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (hasApplication) {
  name: guid(communication.id, principalId, communicationAndEmailServiceOwner)
  scope: communication
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', communicationAndEmailServiceOwner)
    principalId: principalId
    principalType: 'ServicePrincipal'
  }
}

// Without an application nobody can log in: no host, so that the app knows that mail is not set up.
output smtp { host: string, port: int, from: string, user: string } = {
  host: hasApplication ? 'smtp.azurecomm.net' : ''
  port: 587
  from: 'DoNotReply@${sender.properties.fromSenderDomain}'
  user: hasApplication ? 'crm@${sender.properties.fromSenderDomain}' : ''
}
