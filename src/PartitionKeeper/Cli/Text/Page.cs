using Spectre.Console;

namespace PartitionKeeper.Cli.Text;

/// <summary>Writes lines that fit the terminal's width.</summary>
sealed class Page(IAnsiConsole console)
{
    public int Width { get; } = console.Profile.Width;

    public void Blank() => console.WriteLine();

    /// <summary>Cells one after the other, on one line unless it is too wide.</summary>
    public void Line(params ReadOnlySpan<Cell> cells)
    {
        var line = new Paragraph();
        foreach (var cell in cells)
            line.Append(cell.Text, cell.Style);
        console.Write(line);
        console.WriteLine();
    }

    /// <summary>Running text, indented, wrapped between words.</summary>
    /// <param name="first">Stands before the first line, within the indent.</param>
    public void Wrapped(Cell text, int indent, Cell? first = null)
    {
        var before = first;
        foreach (var line in WordWrap.Lines(text.Text, Width - indent))
        {
            Line(before ?? "", new string(' ', indent - (before?.Width ?? 0)), new Cell(line, text.Style));
            before = null;
        }
    }
}
