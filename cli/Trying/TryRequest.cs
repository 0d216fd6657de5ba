namespace CrmServerless.Cli.Trying;

/// <summary>What `crm try` is asked for.</summary>
/// <param name="Folder">The user's own files: subfolders are sources.</param>
/// <param name="Config">The folder of the configuration; null: the defaults.</param>
/// <param name="Days">The days to compute; null: all of which the data speaks.</param>
/// <param name="Segments">Dimensions and combinations in place of the configured ones; empty: as configured.</param>
/// <param name="Out">The csv file for the metrics; null: none.</param>
/// <param name="Log">The file for what the app prints; null: none.</param>
internal sealed record TryRequest(string Folder, string? Config, (DateOnly From, DateOnly To)? Days, IReadOnlyList<string> Segments, string? Out, string? Log);
