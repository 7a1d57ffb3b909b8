using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;

namespace PartitionKeeper.Status;

/// <summary>Collects the measurements of one meter and writes them in the Prometheus text format (version 0.0.4).</summary>
sealed class PrometheusText : IDisposable
{
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    readonly MeterListener _listener = new();
    readonly Lock _lock = new();
    readonly SortedDictionary<string, PrometheusFamily> _families = new(StringComparer.Ordinal);

    public PrometheusText(Meter meter)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (!ReferenceEquals(instrument.Meter, meter))
                return;

            var family = PrometheusFamily.Of(instrument);
            lock (_lock)
                _families[family.Name] = family;
            listener.EnableMeasurementEvents(instrument, family);
        };
        _listener.SetMeasurementEventCallback<long>((_, value, labels, family) => Add(family, value, labels));
        _listener.SetMeasurementEventCallback<double>((_, value, labels, family) => Add(family, value, labels));
        _listener.Start();
    }

    public string Write()
    {
        lock (_lock)
        {
            // A gauge shows what is observed now: a table that is no longer kept must not go on being reported.
            foreach (var family in _families.Values.Where(family => family.Kind == "gauge"))
                family.Clear();

            _listener.RecordObservableInstruments();

            var text = new StringBuilder();
            foreach (var family in _families.Values)
                family.Write(text);
            return text.ToString();
        }
    }

    public void Dispose() => _listener.Dispose();

    void Add(object? family, double value, ReadOnlySpan<KeyValuePair<string, object?>> labels)
    {
        lock (_lock)
            ((PrometheusFamily)family!).Add(Labels(labels), value);
    }

    static string Labels(ReadOnlySpan<KeyValuePair<string, object?>> labels)
    {
        var text = new StringBuilder();
        foreach (var (name, value) in labels)
            text.Append(text.Length == 0 ? "" : ",").Append(name.Replace('.', '_')).Append("=\"").Append(Escape(Convert.ToString(value, CultureInfo.InvariantCulture) ?? "")).Append('"');
        return text.ToString();
    }

    static string Escape(string value) =>
        value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
}
