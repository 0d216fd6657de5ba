namespace CrmServerless.Npm;

/// <summary>Lets one process at a time through. The turn ends with the process that holds it, however that dies.</summary>
internal static class FileTurn
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    /// <summary>Waits until nobody else holds <paramref name="file"/>, and holds it until what is returned is disposed.</summary>
    public static async Task<IAsyncDisposable> TakeAsync(string file, TimeProvider clock, CancellationToken cancellation)
    {
        while (true)
        {
            if (TryTake(file) is { } turn) return turn;
            await Task.Delay(Pause, clock, cancellation);
        }
    }

    private static FileStream? TryTake(string file)
    {
        try
        {
            return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException held) when (held is not (DirectoryNotFoundException or PathTooLongException))
        {
            return null;
        }
    }
}
