namespace CrmServerless.Kpis.Passes;

/// <summary>Walks some of the facts and feeds the measures of its family to the board.</summary>
/// <param name="run">What to walk, and where to put it.</param>
internal delegate void Pass(PassRun run);

/// <summary>The passes that feed the measures of <see cref="Measures.Known"/>, each measure in one of them.</summary>
internal static class AllPasses
{
    /// <summary>In the order in which they run: which leads became customers is known once the customers were walked.</summary>
    public static IReadOnlyList<Pass> InOrder { get; } =
    [
        static run => new CustomerPass(run.Facts, run.Board, run.Business, run.Outcomes).Run(),
        static run => new DealPass(run.Facts, run.Board).Run(),
        static run => run.Leads.Run(),
        static run => new PersonPass(run.Facts, run.Board, run.Leads, run.Business.UnresponsiveAfter).Run(),
        static run => new TicketPass(run.Facts, run.Board).Run(),
        static run => new SurveyPass(run.Facts, run.Board).Run(),
        static run => new MarketingPass(run.Facts, run.Board).Run(),
        static run => TrafficPass.Run(run.Facts, run.Board),
    ];
}
