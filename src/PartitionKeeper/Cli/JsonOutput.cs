using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PartitionKeeper.Cli;

/// <summary>JSON on stdout: of one database its object, of several an object with all of them under "databases".</summary>
static class JsonOutput
{
    // Names stay readable; the text is never put into HTML as it is.
    public static readonly JsonSerializerOptions Layout = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Of(IReadOnlyList<JsonObject> databases) =>
        (databases.Count == 1 ? databases[0] : new JsonObject { ["databases"] = new JsonArray([.. databases]) }).ToJsonString(Layout);
}
