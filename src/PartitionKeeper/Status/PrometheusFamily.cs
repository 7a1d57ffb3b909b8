using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;

namespace PartitionKeeper.Status;

/// <summary>The series of one instrument, under the name that Prometheus gives it.</summary>
/// <param name="Kind">counter, gauge or histogram.</param>
sealed record PrometheusFamily(string Name, string Kind, string Help, IReadOnlyList<double> Bounds)
{
    readonly SortedDictionary<string, Series> _series = new(StringComparer.Ordinal);

    public static PrometheusFamily Of(Instrument instrument)
    {
        var kind = instrument switch
        {
            Counter<long> or Counter<double> => "counter",
            Histogram<double> => "histogram",
            _ => "gauge",
        };
        var unit = instrument.Unit switch { "s" => "_seconds", "By" => "_bytes", _ => "" };
        var name = instrument.Name.Replace('.', '_') + unit + (kind == "counter" ? "_total" : "");

        return new PrometheusFamily(name, kind, instrument.Description ?? "", (instrument as Histogram<double>)?.Advice?.HistogramBucketBoundaries ?? []);
    }

    public void Clear() => _series.Clear();

    public void Add(string labels, double value)
    {
        if (!_series.TryGetValue(labels, out var series))
            _series[labels] = series = new Series(new long[Bounds.Count]);

        series.Count++;
        series.Sum = Kind == "gauge" ? value : series.Sum + value;

        for (var i = 0; i < Bounds.Count; i++)
            if (value <= Bounds[i])
                series.AtMost[i]++;
    }

    public void Write(StringBuilder text)
    {
        text.Append(CultureInfo.InvariantCulture, $"# HELP {Name} {Help.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal)}\n");
        text.Append(CultureInfo.InvariantCulture, $"# TYPE {Name} {Kind}\n");

        foreach (var (labels, series) in _series)
        {
            if (Kind == "histogram")
                WriteHistogram(text, labels, series);
            else
                WriteSample(text, Name, labels, series.Sum);
        }
    }

    void WriteHistogram(StringBuilder text, string labels, Series series)
    {
        var start = labels.Length == 0 ? "" : labels + ",";
        for (var i = 0; i < Bounds.Count; i++)
            WriteSample(text, Name + "_bucket", $"{start}le=\"{Number(Bounds[i])}\"", series.AtMost[i]);

        WriteSample(text, Name + "_bucket", start + "le=\"+Inf\"", series.Count);
        WriteSample(text, Name + "_sum", labels, series.Sum);
        WriteSample(text, Name + "_count", labels, series.Count);
    }

    static void WriteSample(StringBuilder text, string name, string labels, double value) =>
        text.Append(name).Append(labels.Length == 0 ? "" : $"{{{labels}}}").Append(' ').Append(Number(value)).Append('\n');

    static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    sealed class Series(long[] atMost)
    {
        /// <summary>Per bound of the histogram: measurements at or under it.</summary>
        public long[] AtMost { get; } = atMost;

        public long Count { get; set; }

        /// <summary>Of a gauge the last value, otherwise the sum.</summary>
        public double Sum { get; set; }
    }
}
