// For work: three zones, a vault that can't be purged, one HTTP instance always ready since vendors ban who answers slowly.
using 'main.bicep'

param environmentName = 'prod'
param location = readEnvironmentVariable('AZURE_LOCATION', 'westeurope')
param alertAddresses = split(readEnvironmentVariable('CRM_ALERT_ADDRESSES'), ',')
param ownerEmail = readEnvironmentVariable('CRM_OWNER_EMAIL', '')
param operatorsGroupId = readEnvironmentVariable('CRM_OPERATORS_GROUP', '')
param budgetStart = readEnvironmentVariable('CRM_BUDGET_START', '')
param monthlyBudget = 50
param alwaysReadyHttp = 1
param dataRedundancy = 'Standard_ZRS'
param mail = 'communication'
param mailDomain = readEnvironmentVariable('CRM_MAIL_DOMAIN', '')
param mailDomainVerified = readEnvironmentVariable('CRM_MAIL_DOMAIN_VERIFIED', 'false') == 'true'
