using System.Globalization;
using System.Net.Sockets;
using System.Security.Authentication;

namespace PartitionKeeper.Http;

/// <summary>Asks an endpoint of a running worker, as an orchestrator would: for container images that have no other program to do it.</summary>
static class WorkerProbe
{
    /// <returns>Null when the answer's status is 2xx, otherwise what is wrong.</returns>
    public static async Task<string?> AskAsync(Uri url, TimeSpan timeout, CancellationToken cancellationToken)
    {
        // The worker itself is asked: no proxy that the environment names, and a redirection is an answer like any other.
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false, UseCookies = false });
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(timeout);

        try
        {
            using var response = await client.GetAsync(url, HttpCompletionOption.ResponseHeadersRead, limit.Token);
            return response.IsSuccessStatusCode ? null : $"{url} answers {(int)response.StatusCode} {response.ReasonPhrase}";
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return string.Create(CultureInfo.InvariantCulture, $"{url} does not answer within {timeout.TotalSeconds:0.###} s");
        }
        catch (HttpRequestException e)
        {
            return $"{url} does not answer: {Cause(e)}";
        }
    }

    /// <summary>The innermost message is the operating system's; those around it repeat the address.</summary>
    static string Cause(HttpRequestException e) => e.InnerException switch
    {
        SocketException inner => inner.Message,
        AuthenticationException inner => inner.Message,
        _ => e.Message,
    };
}
