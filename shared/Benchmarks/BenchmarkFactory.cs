using CrmServerless.Configuration;

namespace CrmServerless.Benchmarks;

/// <summary>Turns what benchmarks.yaml says into the benchmark that answers.</summary>
public static class BenchmarkFactory
{
    /// <summary>The benchmark of a rule, with the rule's margins.</summary>
    public static IBenchmark Of(BenchmarkRule rule) => rule.Benchmark switch
    {
        HistoryDefinition history => new HistoryBenchmark(history, Margins.Of(rule)),
        ExpectationDefinition expectation => TargetBenchmark.Of(expectation, Margins.Of(rule)),
        IndustryDefinition industry => TargetBenchmark.Of(industry, Margins.Of(rule)),
        ImprovementDefinition improvement => PathBenchmark.Of(improvement, Margins.Of(rule)),
        GoalDefinition goal => PathBenchmark.Of(goal, Margins.Of(rule)),
        var unknown => throw new ArgumentException($"Rule {rule.Id} has a benchmark of an unknown kind: {unknown.GetType().Name}.", nameof(rule)),
    };
}
