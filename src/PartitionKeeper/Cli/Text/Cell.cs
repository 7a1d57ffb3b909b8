using System.Text;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace PartitionKeeper.Cli.Text;

/// <summary>Text and how it looks on a terminal with colours. The text is shown as it is: brackets are no markup, and what would steer a terminal is spelled out.</summary>
sealed record Cell
{
    public Cell(string text, Style? style = null, bool right = false) => (Text, Style, Right) = (Visible(text), style ?? Style.Plain, right);

    public string Text { get; }

    public Style Style { get; }

    /// <summary>Aligned to the right, as figures are.</summary>
    public bool Right { get; }

    /// <summary>In columns of the terminal.</summary>
    public int Width => WidthOf(Text);

    public static implicit operator Cell(string text) => new(text);

    public static int WidthOf(string text) => new Segment(text).CellCount();

    static string Visible(string text)
    {
        if (!text.Any(char.IsControl))
            return text;

        var visible = new StringBuilder();
        foreach (var c in text)
            visible.Append(c switch { '\n' => "\\n", '\r' => "\\r", '\t' => "\\t", _ when char.IsControl(c) => $"\\x{(int)c:x2}", _ => c.ToString() });
        return visible.ToString();
    }
}
