// E-mail by Azure Communication Services, which the app calls with its identity: learn.microsoft.com/azure/communication-services/concepts/email.
param name string
param tags object
param dataLocation string
param domain string
param domainVerified bool
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

// A domain that is not verified yet can't be linked: with one of one's own, it is in a second deployment, which says so.
resource communication 'Microsoft.Communication/communicationServices@2025-05-01' = {
  name: 'acs-${name}'
  location: 'global'
  tags: tags
  properties: {
    dataLocation: dataLocation
    disableLocalAuth: true
    linkedDomains: empty(domain) || domainVerified ? [sender.id] : []
  }
}

// Sends mail; Azure has no narrower built-in role for that
// (learn.microsoft.com/azure/communication-services/quickstarts/email/send-email-smtp/smtp-authentication, 'Assign the built-in role').
var communicationAndEmailServiceOwner = '09976791-48a7-449e-bb21-39d1a415f350'

resource send 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(communication.id, principalId, communicationAndEmailServiceOwner)
  scope: communication
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', communicationAndEmailServiceOwner)
    principalId: principalId
    principalType: 'ServicePrincipal'
  }
}

output endpoint string = 'https://${communication.properties.hostName}'
output from string = 'DoNotReply@${sender.properties.fromSenderDomain}'
