// For trying out: cheapest redundancy, everything can be deleted for good, mail to nobody.
using 'main.bicep'

param environmentName = 'dev'
param location = readEnvironmentVariable('AZURE_LOCATION', 'westeurope')
param alertAddresses = split(readEnvironmentVariable('CRM_ALERT_ADDRESSES', 'nobody@example.com'), ',')
param ownerEmail = readEnvironmentVariable('CRM_OWNER_EMAIL', '')
param operatorsGroupId = readEnvironmentVariable('CRM_OPERATORS_GROUP', '')
param budgetStart = readEnvironmentVariable('CRM_BUDGET_START', '')
param monthlyBudget = 10
param dataRedundancy = 'Standard_LRS'
param protectVault = false
param rejectRetentionDays = 30
param mail = 'none'
