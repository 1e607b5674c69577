using System.Globalization;
using System.Text;
using System.Text.Json;
using SlaAgent.Core.Contracts;
using SlaAgent.Probing;

namespace SlaAgent.Commands.Baselines;

/// <summary>Asks a Prometheus server (or what speaks its HTTP API) for hours.</summary>
internal sealed class PrometheusServer(Uri address, Authentication? auth) : IDisposable
{
    private const long MostBytes = 256L * 1024 * 1024;

    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false }) { Timeout = TimeSpan.FromMinutes(2), MaxResponseContentBufferSize = MostBytes };

    /// <summary>What it is, in words; what a user info or a query may hold is left out.</summary>
    public string Name { get; } = "Prometheus at " + address.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped);

    /// <summary>A query at every full hour: by its labels, the values by the end of the hour they are of.</summary>
    /// <exception cref="BaselineFailure">The server does not answer, or not with numbers.</exception>
    public async Task<IReadOnlyList<PrometheusSeries>> HoursAsync(string query, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellation)
    {
        var endpoint = new Uri(address.AbsoluteUri.TrimEnd('/') + "/api/v1/query_range");
        using var request = new HttpRequestMessage(HttpMethod.Post, endpoint)
        {
            Content = new FormUrlEncodedContent([
                new("query", query), new("start", Seconds(from)), new("end", Seconds(to)), new("step", "3600"),
            ]),
        };
        Authenticate(request);
        try
        {
            using var answer = await _http.SendAsync(request, cancellation);
            return Read(await answer.Content.ReadAsByteArrayAsync(cancellation), (int)answer.StatusCode);
        }
        catch (Exception error) when (error is HttpRequestException || (error is TaskCanceledException && !cancellation.IsCancellationRequested))
        {
            throw new BaselineFailure($"{Name} does not answer: {(error is TaskCanceledException ? "no answer within two minutes" : error.Message)}", ExitCode.CouldNot);
        }
    }

    /// <inheritdoc />
    public void Dispose() => _http.Dispose();

    private static string Seconds(DateTimeOffset at) => at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);

    private void Authenticate(HttpRequestMessage request)
    {
        if (auth is null)
        {
            return;
        }

        var credentials = new Credentials(auth);
        if (credentials.Read(out var value) is { } error)
        {
            throw new BaselineFailure(error, ExitCode.Wrong);
        }

        request.Headers.TryAddWithoutValidation(credentials.HeaderName, value);
    }

    private List<PrometheusSeries> Read(byte[] body, int status)
    {
        try
        {
            using var json = JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = 16 });
            var root = json.RootElement;
            if (root.GetProperty("status").GetString() != "success")
            {
                throw new BaselineFailure($"{Name} refuses the query: {Plain(root.GetProperty("error").GetString())}", status == 400 ? ExitCode.Wrong : ExitCode.CouldNot);
            }

            return [.. root.GetProperty("data").GetProperty("result").EnumerateArray().Select(PrometheusSeries.Read)];
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new BaselineFailure(string.Create(CultureInfo.InvariantCulture, $"{Name} answered {status}, which is no answer of Prometheus: is the address right?"), ExitCode.CouldNot);
        }
    }

    private static string Plain(string? text)
    {
        var plain = new StringBuilder(text);
        for (var i = 0; i < plain.Length; i++)
        {
            plain[i] = char.IsControl(plain[i]) ? ' ' : plain[i];
        }

        return plain.Length > 500 ? plain.ToString(0, 500) : plain.ToString();
    }
}
