namespace CrmServerless.Tests.Integration.Ingestion;

/// <summary>Has work die at its first write, begun anew at its second, and so on.</summary>
internal static class EachWrite
{
    /// <summary>Goes on until the work ends before it dies; returns how many writes it has.</summary>
    /// <param name="dieAtAsync">Begins the work anew, lets it die at the write of that number and checks what follows; true when it died.</param>
    public static async Task<int> DieAtAsync(Func<int, Task<bool>> dieAtAsync)
    {
        var write = 1;
        while (await dieAtAsync(write))
            write++;
        return write - 1;
    }
}
