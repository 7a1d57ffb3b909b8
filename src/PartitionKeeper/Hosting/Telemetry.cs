using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using PartitionKeeper.Status;

namespace PartitionKeeper.Hosting;

/// <summary>Export by OTLP, where the environment asks for it; the exporter reads the rest of the <c>OTEL_…</c> variables itself.</summary>
sealed class Telemetry : IDisposable
{
    const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    /// <summary>The name of the driver's meter and activity source.</summary>
    const string Driver = "Npgsql";

    readonly MeterProvider _metrics;
    readonly TracerProvider _traces;

    Telemetry()
    {
        _metrics = Sdk.CreateMeterProviderBuilder().AddMeter(KeeperMetrics.MeterName, Driver).AddOtlpExporter().Build();
        _traces = Sdk.CreateTracerProviderBuilder().AddSource(Driver).AddOtlpExporter().Build();
    }

    /// <summary>Null when nothing is to be exported.</summary>
    public static Telemetry? Start() => string.IsNullOrEmpty(Environment.GetEnvironmentVariable(Endpoint)) ? null : new Telemetry();

    /// <summary>Sends what is left.</summary>
    public void Dispose()
    {
        _metrics.Dispose();
        _traces.Dispose();
    }
}
