// When the installation itself is unwell. Azure Monitor sends these mails: they depend neither on the app nor on its e-mail service.
// The texts of log lines stand in the code (tests/unit/Infra holds them against it).
param location string
param tags object
param addresses string[]
param workspaceId string
param topicId string

resource people 'Microsoft.Insights/actionGroups@2023-01-01' = {
  name: 'ag-crm'
  location: 'global'
  tags: tags
  properties: {
    enabled: true
    groupShortName: 'crm-kpis'
    emailReceivers: [
      for (address, i) in addresses: {
        name: 'person-${i}'
        emailAddress: address
        useCommonAlertSchema: true
      }
    ]
  }
}

// Each query gives one row with one number, also where there is no log at all: count() of nothing is 0.
var rules = [
  {
    name: 'poison-blobs'
    says: 'The blob trigger gave a file up after five attempts. Where to look: crm ingestions, and queue webjobs-blobtrigger-poison of the data storage; the hourly reconciler tries the file again.'
    query: 'StorageQueueLogs | where TimeGenerated > ago(1h) and OperationName == "PutMessage" and ObjectKey has "webjobs-blobtrigger-poison" | summarize Found = count()'
    operator: 'GreaterThan'
    threshold: 0
    every: 'PT15M'
    window: 'PT1H'
    range: 'PT1H'
    severity: 2
  }
  {
    name: 'no-night'
    says: 'No night was computed in 26 hours. Where to look: table Runs of the data storage, then failures of function Night in Application Insights. A new installation says so until its first night.'
    query: 'AppTraces | where TimeGenerated > ago(26h) and Message startswith "Run " and Message has "computed" and Message has "rows written" | summarize Found = count()'
    operator: 'LessThan'
    threshold: 1
    every: 'PT1H'
    window: 'PT1H'
    range: 'P2D'
    severity: 1
  }
  {
    name: 'failed-deliveries'
    says: 'A message to a manager was given up. Where to look: rows of table Outbox with State Dead say why; mend the address, the secret or the mail server.'
    query: 'AppTraces | where TimeGenerated > ago(1h) and Message startswith "Delivery " and Message has "is Dead after try" | summarize Found = count()'
    operator: 'GreaterThan'
    threshold: 0
    every: 'PT15M'
    window: 'PT1H'
    range: 'PT1H'
    severity: 2
  }
  {
    name: 'no-sign-of-life'
    says: 'Function Night, which asks every quarter of an hour whether a day is due, has not run to its end for an hour: the app is down, or its telemetry does not arrive. Where to look: the app and GET /api/health; then Application Insights.'
    query: 'AppRequests | where TimeGenerated > ago(1h) and Name == "Night" and Success | summarize Found = count()'
    operator: 'LessThan'
    threshold: 1
    every: 'PT15M'
    window: 'PT1H'
    range: 'PT1H'
    severity: 1
  }
  {
    name: 'failing-functions'
    says: 'Functions failed five times or more in an hour. Where to look: Application Insights, Failures; configuration that cannot be read is named by crm check-config.'
    query: 'AppRequests | where TimeGenerated > ago(1h) and Success == false and toint(ResultCode) !between (400 .. 499) | summarize Found = sum(ItemCount)'
    operator: 'GreaterThanOrEqual'
    threshold: 5
    every: 'PT15M'
    window: 'PT1H'
    range: 'PT1H'
    severity: 2
  }
]

resource logAlerts 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = [
  for rule in rules: {
    name: 'crm-${rule.name}'
    location: location
    tags: tags
    kind: 'LogAlert'
    properties: {
      displayName: 'CRM KPIs: ${rule.name}'
      description: rule.says
      severity: rule.severity
      enabled: true
      scopes: [workspaceId]
      evaluationFrequency: rule.every
      windowSize: rule.window
      overrideQueryTimeRange: rule.range
      // Tables come into being with their first row.
      skipQueryValidation: true
      autoMitigate: true
      criteria: {
        allOf: [
          {
            query: rule.query
            metricMeasureColumn: 'Found'
            timeAggregation: 'Total'
            operator: rule.operator
            threshold: rule.threshold
            failingPeriods: { numberOfEvaluationPeriods: 1, minFailingPeriodsToAlert: 1 }
          }
        ]
      }
      actions: { actionGroups: [people.id] }
    }
  }
]

resource deadLetters 'Microsoft.Insights/metricAlerts@2018-03-01' = {
  name: 'crm-dead-letters'
  location: 'global'
  tags: tags
  properties: {
    description: 'Event Grid could not tell the app of a file. Where to look: container crm-event-deadletters of the data storage says why; the hourly reconciler takes the file. Deploy infra/events.bicep again if the app\'s key or name changed.'
    severity: 2
    enabled: true
    scopes: [topicId]
    evaluationFrequency: 'PT15M'
    windowSize: 'PT1H'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          criterionType: 'StaticThresholdCriterion'
          name: 'dead-letters'
          metricName: 'DeadLetteredCount'
          operator: 'GreaterThan'
          threshold: 0
          timeAggregation: 'Total'
        }
      ]
    }
    actions: [{ actionGroupId: people.id }]
  }
}
