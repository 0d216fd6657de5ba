using System.Reflection;

namespace Microsoft.Azure.Functions.Worker.LocalHost;

/// <summary>Which app the local host serves.</summary>
/// <param name="Folder">Holds host.json and local.settings.json.</param>
/// <param name="Types">Where functions are looked for.</param>
/// <param name="Output">Where the functions and the address are printed.</param>
internal sealed record LocalHostOptions(string Folder, IReadOnlyList<Type> Types, TextWriter Output)
{
    /// <summary>The program that runs.</summary>
    public static LocalHostOptions OfThisProcess =>
        new(AppContext.BaseDirectory, Assembly.GetEntryAssembly()?.GetTypes() ?? [], Console.Out);
}
