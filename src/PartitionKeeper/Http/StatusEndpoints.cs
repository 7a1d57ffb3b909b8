using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using PartitionKeeper.Configuration;
using PartitionKeeper.Status;

namespace PartitionKeeper.Http;

/// <summary>Read-only endpoints, without secrets.</summary>
static class StatusEndpoints
{
    const string Index = """
        PartitionKeeper
        /healthz     alive
        /readyz      ready, or 503 with the reasons
        /metrics     for Prometheus
        /api/status  the last runs, how the tables stand, and what comes next

        """;

    static readonly JsonSerializerOptions Layout = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void MapStatus(this IEndpointRouteBuilder routes, StatusBoard board, PrometheusText metrics, Func<KeeperSettings> settings, TimeProvider time)
    {
        routes.MapGet("/", () => Results.Text(Index));
        routes.MapGet("/healthz", () => Results.Text("alive\n"));
        routes.MapGet("/metrics", () => Results.Text(metrics.Write(), PrometheusText.ContentType));
        routes.MapGet("/api/status", () => Json(StatusJson.Of(board.Current, settings(), time.GetUtcNow())));
        routes.MapGet("/readyz", () =>
        {
            var reasons = Readiness.Reasons(board.Current, time.GetUtcNow());
            return Json(new JsonObject
            {
                ["ready"] = reasons.IsEmpty,
                ["reasons"] = new JsonArray([.. reasons.Select(reason => (JsonNode)new JsonObject
                {
                    ["code"] = reason.Code,
                    ["database"] = reason.Database,
                    ["table"] = reason.Table,
                    ["message"] = reason.Message,
                })]),
            }, reasons.IsEmpty ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
        });
    }

    static IResult Json(JsonObject document, int status = StatusCodes.Status200OK) =>
        Results.Text(document.ToJsonString(Layout) + "\n", "application/json; charset=utf-8", statusCode: status);
}
