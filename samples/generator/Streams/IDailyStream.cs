namespace CrmServerless.Samples.Streams;

/// <summary>A part of the company's life.</summary>
public interface IDailyStream
{
    /// <summary>What happens on a day; days come in order.</summary>
    void Live(DateOnly day);
}
