using CrmServerless.Configuration.Yaml;

namespace CrmServerless.Configuration.Loading;

/// <summary>A configuration file is wrong, and what was asked for can't be told without it. The message names every error with file and line; it holds no secrets.</summary>
public sealed class BrokenConfigurationException : Exception
{
    /// <summary>The exception for these errors.</summary>
    public BrokenConfigurationException(IReadOnlyList<ConfigError> errors)
        : base($"The configuration is wrong:{Environment.NewLine}{string.Join(Environment.NewLine, errors)}")
    {
        Errors = errors;
    }

    /// <summary>What is wrong.</summary>
    public IReadOnlyList<ConfigError> Errors { get; }
}
