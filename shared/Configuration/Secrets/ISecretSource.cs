namespace CrmServerless.Configuration.Secrets;

/// <summary>Finds secrets by the names that configuration files hold. Values are for use only: never logged, never in an error.</summary>
public interface ISecretSource
{
    /// <summary>The secret's value, or null when there is none of that name.</summary>
    Task<string?> FindAsync(string name, CancellationToken cancellationToken);
}
