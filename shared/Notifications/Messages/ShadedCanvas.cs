namespace CrmServerless.Notifications.Messages;

/// <summary>Pixels that are each nothing (0) or a shade of a colour: shades of a colour follow each other, the faintest first.</summary>
internal sealed class ShadedCanvas(int width, int height, int shades)
{
    public int Width => width;

    public int Height => height;

    /// <summary>Row by row from the top.</summary>
    public byte[] Pixels { get; } = new byte[width * height];

    /// <summary>A line with round ends; pixels that it covers in part get a fainter shade.</summary>
    /// <param name="from">Its beginning, in pixels.</param>
    /// <param name="to">Its end; the same point makes a dot.</param>
    /// <param name="thickness">In pixels.</param>
    /// <param name="firstShade">The faintest shade of its colour.</param>
    public void Stroke((double X, double Y) from, (double X, double Y) to, double thickness, int firstShade)
    {
        var reach = thickness / 2 + 1;
        var (left, right) = ((int)Math.Max(0, Math.Min(from.X, to.X) - reach), (int)Math.Min(width - 1, Math.Max(from.X, to.X) + reach));
        var (top, bottom) = ((int)Math.Max(0, Math.Min(from.Y, to.Y) - reach), (int)Math.Min(height - 1, Math.Max(from.Y, to.Y) + reach));
        for (var y = top; y <= bottom; y++)
        {
            for (var x = left; x <= right; x++)
                Cover(y * width + x, Math.Clamp(thickness / 2 + 0.5 - Distance((x + 0.5, y + 0.5), from, to), 0, 1), firstShade);
        }
    }

    private void Cover(int pixel, double share, int firstShade)
    {
        var shade = (int)Math.Round(share * shades);
        var isFainter = Pixels[pixel] < firstShade + shade - 1 || Pixels[pixel] >= firstShade + shades;
        if (shade > 0 && isFainter)
            Pixels[pixel] = (byte)(firstShade + shade - 1);
    }

    private static double Distance((double X, double Y) point, (double X, double Y) from, (double X, double Y) to)
    {
        var (dx, dy) = (to.X - from.X, to.Y - from.Y);
        var length = dx * dx + dy * dy;
        var along = length == 0 ? 0 : Math.Clamp(((point.X - from.X) * dx + (point.Y - from.Y) * dy) / length, 0, 1);
        return Math.Sqrt(Math.Pow(point.X - from.X - along * dx, 2) + Math.Pow(point.Y - from.Y - along * dy, 2));
    }
}
