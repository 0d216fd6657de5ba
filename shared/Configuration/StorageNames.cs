namespace CrmServerless.Configuration;

/// <summary>The containers and tables of the storage account. Their names are documented for operators and Power BI: never rename one.</summary>
public static class StorageNames
{
    /// <summary>Container of the inbox: `{source}/…/{file}`.</summary>
    public const string Exports = "crm-exports";

    /// <summary>Container of webhook deliveries as they came, one append blob an hour and instance.</summary>
    public const string Webhooks = "crm-webhooks";

    /// <summary>Container of rejected rows.</summary>
    public const string Rejects = "crm-rejects";

    /// <summary>Container of the record store's segments.</summary>
    public const string Records = "crm-records";

    /// <summary>Container of the configuration files.</summary>
    public const string Config = "crm-config";

    /// <summary>Container of what is too large for a row of the outbox.</summary>
    public const string Notifications = "crm-notifications";

    /// <summary>Table of deliveries: what came, what became of it.</summary>
    public const string Ledger = "Ledger";

    /// <summary>Table of the record store's state.</summary>
    public const string Manifest = "Manifest";

    /// <summary>Table of the KPI values.</summary>
    public const string DailyMetrics = "DailyMetrics";

    /// <summary>Table of the markers of computed days.</summary>
    public const string Days = "Days";

    /// <summary>Table of nightly runs and jobs.</summary>
    public const string Runs = "Runs";

    /// <summary>Table of alert states.</summary>
    public const string Alerts = "Alerts";

    /// <summary>Table of messages to be sent.</summary>
    public const string Outbox = "Outbox";

    /// <summary>Table of what was told to whom.</summary>
    public const string SentLog = "SentLog";

    /// <summary>Table of what managers said of alerts: comments and votes.</summary>
    public const string Feedback = "Feedback";

    /// <summary>Table of how far webhook deliveries are read, and how many were refused.</summary>
    public const string WebhookState = "Webhooks";

    /// <summary>All containers.</summary>
    public static IReadOnlyList<string> Containers { get; } = [Exports, Webhooks, Rejects, Records, Config, Notifications];

    /// <summary>All tables.</summary>
    public static IReadOnlyList<string> Tables { get; } = [Ledger, Manifest, DailyMetrics, Days, Runs, Alerts, Outbox, SentLog, Feedback, WebhookState];
}
