using SlaAgent.Reports;

namespace SlaAgent.Http;

/// <summary>
/// <c>/api/v1/slas/{name}/report</c>. The record is read from disk for it, beside what writes it, and one at a time, so that many who ask cost no more than one.
/// </summary>
internal sealed class ReportEndpoint(string stateFolder, TimeProvider time) : IDisposable
{
    private readonly SemaphoreSlim _one = new(1);

    /// <summary>Answers for it.</summary>
    public void Map(IEndpointRouteBuilder endpoints) => endpoints.MapGet("/api/v1/slas/{name}/report", (RequestDelegate)ShowAsync);

    /// <inheritdoc />
    public void Dispose() => _one.Dispose();

    private async Task ShowAsync(HttpContext context)
    {
        var asked = context.Request.Query;
        var format = asked["format"] is [{ Length: > 0 } named] ? named : "json";
        var isExecutive = asked["executive"] == "true";
        if (Problem(asked, format, isExecutive) is { } problem)
        {
            await context.WriteProblemAsync(StatusCodes.Status400BadRequest, "Wrong parameter", problem);
            return;
        }

        var query = new ReportQuery((string?)context.Request.RouteValues["name"] ?? "", time.GetUtcNow())
        {
            Period = asked["period"] is [{ Length: > 0 } period] ? period : null, From = ReportTimes.Read(asked["from"]), To = ReportTimes.Read(asked["to"]),
        };
        try
        {
            await WriteAsync(context, await MakeAsync(query, format, isExecutive, context.RequestAborted), format);
        }
        catch (ReportFailure failure)
        {
            await context.WriteProblemAsync(Status(failure.Kind), "No report", Sentence(failure.Message));
        }
    }

    private static int Status(ReportFailureKind kind) => kind switch
    {
        ReportFailureKind.Wrong => StatusCodes.Status400BadRequest,
        ReportFailureKind.CouldNot => StatusCodes.Status503ServiceUnavailable,
        _ => StatusCodes.Status404NotFound,
    };

    private static string? Problem(IQueryCollection asked, string format, bool isExecutive)
    {
        if (!ReportFormat.Names.Contains(format))
        {
            return $"format is '{format}'; say one of {string.Join(", ", ReportFormat.Names)}.";
        }

        if (isExecutive && !ReportFormat.HasExecutive(format))
        {
            return "executive=true is a page: format html or md.";
        }

        var wrong = ((string[])["from", "to"]).FirstOrDefault(name => asked[name] is [{ Length: > 0 } text] && ReportTimes.Read(text) is null);
        return wrong is null ? null : $"{wrong} is '{asked[wrong]}'; say a time such as 2026-10-05T08:00:00Z.";
    }

    private async Task<string> MakeAsync(ReportQuery query, string format, bool isExecutive, CancellationToken cancellation)
    {
        await _one.WaitAsync(cancellation);
        try
        {
            return await Task.Run(
                () =>
                {
                    var (report, zone) = ReportStudy.Make(query, stateFolder);
                    return ReportFormat.Write(report, zone, format, isExecutive);
                },
                cancellation);
        }
        finally
        {
            _one.Release();
        }
    }

    private static Task WriteAsync(HttpContext context, string text, string format)
    {
        context.Response.ContentType = ReportFormat.MediaType(format);
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers.XContentTypeOptions = "nosniff";
        if (format == "html")
        {
            context.Response.Headers.ContentSecurityPolicy = HtmlRenderer.Policy + "; frame-ancestors 'none'";
        }

        return context.Response.WriteAsync(text, context.RequestAborted);
    }

    private static string Sentence(string text) => char.ToUpperInvariant(text[0]) + text[1..] + ".";
}
