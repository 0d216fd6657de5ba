using CrmServerless.Kpis.Board;
using CrmServerless.Kpis.Facts;
using CrmServerless.Kpis.Gathering;
using CrmServerless.Kpis.Measures;
using CrmServerless.Kpis.Time;

namespace CrmServerless.Kpis.Passes;

/// <summary>Measures survey answers: all of csat and ces; of nps a respondent's latest in the window.</summary>
internal sealed class SurveyPass(FactSet facts, MeasureBoard board)
{
    private readonly int[] windows =
        [.. new[] { Known.NpsAnswers, Known.NpsPromoters, Known.NpsDetractors }.SelectMany(board.UsesOf).Select(use => use.Window).Distinct()];

    /// <summary>Measures all answers.</summary>
    public void Run() => facts.Surveys.ForEachKey(Measure);

    /// <summary>Measures the answers of one respondent.</summary>
    private void Measure(Span<SurveyFact> answers)
    {
        foreach (ref readonly var answer in answers)
            MeasureSingle(answer);
        answers.Sort((left, right) => left.At.Ticks != right.At.Ticks ? left.At.Ticks.CompareTo(right.At.Ticks) : facts.Ids.Compare(left.Id, right.Id));
        Epochs.ForEach<SurveyFact>(answers, static answer => answer.Visible, MeasureLatest);
    }

    private void MeasureSingle(in SurveyFact answer)
    {
        var isCsat = answer.Answer is Answer.Satisfied or Answer.NotSatisfied;
        var isCes = answer.Answer is Answer.Easy or Answer.NotEasy;
        if (!isCsat && !isCes)
            return;
        board.About = answer.Origin;
        board.Count(isCsat ? Known.CsatAnswers : Known.CesAnswers, answer.At.Day, answer.Visible, answer.Set);
        if (answer.Answer is Answer.Satisfied or Answer.Easy)
            board.Count(isCsat ? Known.CsatSatisfied : Known.CesEasy, answer.At.Day, answer.Visible, answer.Set);
    }

    /// <summary>Each answer is the latest in the window from its day until the next one's, or until it leaves the window.</summary>
    private void MeasureLatest(List<SurveyFact> all, DaySpan days)
    {
        var answers = all.FindAll(answer => answer.Answer >= Answer.Promoter);
        for (var i = 0; i < answers.Count; i++)
        {
            var answer = answers[i];
            board.About = answer.Origin;
            var next = i + 1 < answers.Count ? answers[i + 1].At.Day : DaySpan.Never;
            foreach (var window in windows)
            {
                var latest = new DaySpan(answer.At.Day, Math.Min(next, answer.At.Day + window)).And(days);
                board.CountOver(Known.NpsAnswers, window, latest, answer.Set);
                if (answer.Answer == Answer.Promoter)
                    board.CountOver(Known.NpsPromoters, window, latest, answer.Set);
                else if (answer.Answer == Answer.Detractor)
                    board.CountOver(Known.NpsDetractors, window, latest, answer.Set);
            }
        }
    }
}
