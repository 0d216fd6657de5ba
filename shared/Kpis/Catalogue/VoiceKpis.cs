using CrmServerless.Kpis.Measures;
using CrmServerless.Kpis.Segments;

namespace CrmServerless.Kpis.Catalogue;

/// <summary>The family 'Customer voice' of kpis.md section 4.</summary>
internal static class VoiceKpis
{
    private const string Family = "voice";

    private static readonly Term PromotersLessDetractors = Term.FromMeasure(Known.NpsPromoters) - Known.NpsDetractors;

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Kpi> All { get; } =
    [
        new()
        {
            Id = "csat", Name = "Customer satisfaction (CSAT)", Question = "Which share of the answers says satisfied?", Family = Family, Unit = Unit.Percent, Better = Direction.Up,
            Carriers = [Carrier.Survey], Windows = [30], Formula = new QuotientFormula(Known.CsatSatisfied, Known.CsatAnswers, 100), MinimumSample = 30,
            Pitfall = "Only those who answer are in it, and a change in whom you ask moves it without any change in service.",
            Playbook = ["Read the unhappy answers of the window and sort them by cause.", "Compare channel, priority and agent to see where it fell.", "Call back customers who were not satisfied while the case is fresh."],
            IndustryFigures =
            [
                new("all", 77, 77, "Qualtrics, Zendesk and SQM, quoted second-hand", 2023, "B"),
                new("all, good", 75, 84, "Qualtrics, Zendesk and SQM, quoted second-hand", null, "B"),
            ],
        },
        new()
        {
            Id = "nps", Name = "Net promoter score (NPS)", Question = "How many more customers would recommend us than advise against us?", Family = Family, Unit = Unit.Points, Better = Direction.Up,
            Carriers = [Carrier.Survey], Windows = [90], Formula = new QuotientFormula(PromotersLessDetractors, Known.NpsAnswers, 100), MinimumSample = 30,
            Pitfall = "With few answers it jumps by many points; compare it only with the same kind of survey.",
            Playbook = ["Call the detractors of the window and ask for the one thing to change.", "See which region, tier or owner's customers turned away.", "Ask promoters for a reference."],
            IndustryFigures =
            [
                Nps("SaaS", 30, 40), Nps("retail", 40, 50), Nps("banking", 20, 35), Nps("insurance", 15, 30), Nps("telecom", 0, 15),
            ],
        },
        new()
        {
            Id = "ces", Name = "Customer effort (CES)", Question = "Which share of the answers found it easy?", Family = Family, Unit = Unit.Percent, Better = Direction.Up,
            Carriers = [Carrier.Survey], Windows = [30], Formula = new QuotientFormula(Known.CesEasy, Known.CesAnswers, 100), MinimumSample = 30,
            Pitfall = "Surveys where a high score means much effort read the wrong way round; check the wording of the question.",
            Playbook = ["Follow a recent hard case step by step, and note each time the customer had to repeat something.", "See which channel is hardest and what pushes customers to it.", "Give agents the right to settle the commonest case at once."],
            IndustryFigures = [new("all", 70, 70, "above 70 is called good, quoted second-hand", null, "B")],
        },
    ];

    private static IndustryFigure Nps(string industry, double low, double high) =>
        new(industry, low, high, "Retently, Bain and Qualtrics XM, quoted second-hand", null, "B");
}
