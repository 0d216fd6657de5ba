namespace CrmServerless.Notifications.Messages;

/// <summary>
/// A trend as a line, its limits dashed, on nothing: colours that are told apart on white and on black, so that one picture serves both. Twice as many pixels
/// as it is shown with, for dense screens.
/// </summary>
public static class TrendPng
{
    /// <summary>How wide it is shown, in CSS pixels.</summary>
    public const int Width = 240;

    /// <summary>How high it is shown, in CSS pixels.</summary>
    public const int Height = 48;

    private const int Density = 2;
    private const int Margin = 8;
    private const double LineWidth = 4;
    private const double DotWidth = 12;
    private const double LimitWidth = 2;
    private const int Dash = 12;
    private const int Shades = 15;

    private static readonly (byte Red, byte Green, byte Blue) Line = (0x3B, 0x82, 0xF6);
    private static readonly (byte Red, byte Green, byte Blue) Limit = (0xD9, 0x77, 0x06);

    /// <summary>The file. The chart has at least two values.</summary>
    public static byte[] Draw(TrendChart chart)
    {
        ArgumentNullException.ThrowIfNull(chart);
        var canvas = new ShadedCanvas(Width * Density, Height * Density, Shades);
        var scale = Scale(chart);
        foreach (var limit in chart.Limits)
            DrawLimit(canvas, scale(limit));
        DrawLine(canvas, chart.Values, scale);
        return PngFile.Write(canvas.Width, canvas.Height, canvas.Pixels, [(0, 0, 0, 0), .. Colours(Line), .. Colours(Limit)]);
    }

    private static void DrawLine(ShadedCanvas canvas, IReadOnlyList<double?> values, Func<double, double> scale)
    {
        var points = values.Select((value, at) => (X: X(at, values.Count), Y: value is { } known ? scale(known) : (double?)null)).ToList();
        foreach (var (from, to) in points.Zip(points.Skip(1)))
        {
            if (from.Y is { } y && to.Y is { } next)
                canvas.Stroke((from.X, y), (to.X, next), LineWidth, firstShade: 1);
        }

        if (points.LastOrDefault(point => point.Y is not null) is { Y: { } end } last)
            canvas.Stroke((last.X, end), (last.X, end), DotWidth, firstShade: 1);
    }

    private static void DrawLimit(ShadedCanvas canvas, double y)
    {
        for (var x = Margin; x < canvas.Width - Margin; x += 2 * Dash)
            canvas.Stroke((x, y), (Math.Min(x + Dash, canvas.Width - Margin), y), LimitWidth, firstShade: Shades + 1);
    }

    private static double X(int at, int count) => Margin + at * (Width * Density - 2.0 * Margin) / Math.Max(1, count - 1);

    /// <summary>From the least of values and limits at the bottom to the greatest at the top; all equal: in the middle.</summary>
    private static Func<double, double> Scale(TrendChart chart)
    {
        var all = chart.Values.OfType<double>().Concat(chart.Limits).ToList();
        var (low, high) = (all.Min(), all.Max());
        const double Room = Height * Density - 2.0 * Margin;
        return value => Margin + (high > low ? (high - value) / (high - low) * Room : Room / 2);
    }

    private static IEnumerable<(byte Red, byte Green, byte Blue, byte Alpha)> Colours((byte Red, byte Green, byte Blue) colour) =>
        Enumerable.Range(1, Shades).Select(shade => (colour.Red, colour.Green, colour.Blue, (byte)(shade * byte.MaxValue / Shades)));
}
