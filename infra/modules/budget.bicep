// Mails at half, at all, and where the month is forecast to end above. A budget stops nothing.
param amount int
param start string
param addresses string[]

resource budget 'Microsoft.Consumption/budgets@2023-11-01' = {
  name: 'crm-month'
  properties: {
    category: 'Cost'
    amount: amount
    timeGrain: 'Monthly'
    timePeriod: { startDate: start }
    notifications: {
      half: { enabled: true, operator: 'GreaterThanOrEqualTo', threshold: 50, thresholdType: 'Actual', contactEmails: addresses }
      all: { enabled: true, operator: 'GreaterThanOrEqualTo', threshold: 100, thresholdType: 'Actual', contactEmails: addresses }
      forecast: { enabled: true, operator: 'GreaterThanOrEqualTo', threshold: 110, thresholdType: 'Forecasted', contactEmails: addresses }
    }
  }
}
