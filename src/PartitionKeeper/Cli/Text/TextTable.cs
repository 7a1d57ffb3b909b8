using System.Collections.Immutable;

namespace PartitionKeeper.Cli.Text;

/// <summary>
/// Rows in columns as wide as their widest cell. The note of a row stands to its right where there is room, otherwise beneath it. Where even the columns do not fit, a row goes on in the next
/// line. Nothing is ever cut off.
/// </summary>
/// <param name="head">Cells that stay in the first line of a row that goes on in the next.</param>
sealed class TextTable(int indent, int head = 2)
{
    const int Between = 2;

    /// <summary>A note narrower than this is easier to read beneath its row.</summary>
    const int NarrowestNote = 36;

    readonly List<(ImmutableArray<Cell> Cells, Cell? Note)> _rows = [];

    public void Add(ImmutableArray<Cell> cells, Cell? note = null) => _rows.Add((cells, note));

    public void Write(Page page)
    {
        if (_rows.Count == 0)
            return;

        var widths = Enumerable.Range(0, _rows.Max(row => row.Cells.Length)).Select(column => _rows.Max(row => row.Cells.Length > column ? row.Cells[column].Width : 0)).ToArray();
        var used = indent + widths.Where(width => width > 0).Sum(width => width + Between);

        foreach (var (cells, note) in _rows)
        {
            if (used - Between > page.Width)
                WriteStacked(page, cells, widths, note);
            else if (note is not null && page.Width - used >= Math.Min(NarrowestNote, note.Width))
                WriteBeside(page, Row(cells, widths, indent), note, used);
            else
                WriteBeneath(page, Row(cells, widths, indent), note);
        }
    }

    static List<Cell> Row(ImmutableArray<Cell> cells, int[] widths, int indent)
    {
        List<Cell> line = [new string(' ', indent)];
        for (var i = 0; i < cells.Length; i++)
        {
            if (widths[i] == 0)
                continue;

            Cell padding = new string(' ', widths[i] - cells[i].Width);
            line.AddRange(cells[i].Right ? [padding, cells[i]] : [cells[i], padding]);
            line.Add(new string(' ', Between));
        }

        return line;
    }

    static void WriteBeside(Page page, List<Cell> row, Cell note, int used)
    {
        foreach (var text in WordWrap.Lines(note.Text, page.Width - used))
        {
            page.Line([.. row, new Cell(text, note.Style)]);
            row = [new string(' ', used)];
        }
    }

    void WriteBeneath(Page page, List<Cell> row, Cell? note)
    {
        page.Line([.. TrimEnd(row)]);
        if (note is not null)
            page.Wrapped(note, indent + 4);
    }

    /// <summary>The head, then the rest beneath it, in columns.</summary>
    void WriteStacked(Page page, ImmutableArray<Cell> cells, int[] widths, Cell? note)
    {
        page.Line([.. TrimEnd([new string(' ', indent), .. cells.Take(head).SelectMany(cell => new Cell[] { cell, "  " })])]);

        if (cells.Skip(head).Any(cell => cell.Width > 0))
            page.Line([.. TrimEnd(Row(cells[head..], widths[head..], indent + 4))]);

        if (note is not null)
            page.Wrapped(note, indent + 4);
    }

    static IEnumerable<Cell> TrimEnd(List<Cell> cells)
    {
        var last = cells.FindLastIndex(cell => cell.Text.Trim().Length > 0);
        return cells.Take(last + 1);
    }
}
