using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace PartitionKeeper.Configuration.Options;

[Description("Health, metrics and status over HTTP.")]
sealed class HttpOptions
{
    [Description("Address and port to listen on, read at start; http://*:8080 is all interfaces. \"off\": no HTTP.")]
    [RegularExpression("^([Oo]ff|http://[^/]+/?)$")]
    public string Listen { get; set; } = "http://127.0.0.1:8080";
}
