// For azd: everything from its environment (azd env set NAME VALUE).
using 'main.bicep'

param environmentName = readEnvironmentVariable('AZURE_ENV_NAME', 'dev')
param location = readEnvironmentVariable('AZURE_LOCATION', 'westeurope')
param alertAddresses = split(readEnvironmentVariable('CRM_ALERT_ADDRESSES', 'nobody@example.com'), ',')
param ownerEmail = readEnvironmentVariable('CRM_OWNER_EMAIL', '')
param operatorsGroupId = readEnvironmentVariable('CRM_OPERATORS_GROUP', '')
param budgetStart = readEnvironmentVariable('CRM_BUDGET_START', '')
param mail = readEnvironmentVariable('CRM_MAIL', 'communication')
