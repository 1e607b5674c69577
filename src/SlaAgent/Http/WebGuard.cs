using System.Text;
using SlaAgent.Core.Contracts;
using SlaAgent.Hosting;
using SlaAgent.Security;

namespace SlaAgent.Http;

/// <summary>Stands before every path: adds the configured headers, and lets pass only who has a name and password, or the API token, where names are configured.</summary>
/// <param name="current">The settings in force.</param>
/// <param name="lifecycle">Knows the API token.</param>
/// <param name="passwords">Checks passwords.</param>
internal sealed class WebGuard(Func<WebSettings?> current, AgentLifecycle lifecycle, PasswordCheck passwords)
{
    private const string Scheme = "Basic ";

    /// <summary>Answers, or hands on to <paramref name="next"/>.</summary>
    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        context.Response.Headers.XContentTypeOptions = "nosniff";
        if (current() is not { } web)
        {
            await next(context);
            return;
        }

        foreach (var (name, value) in web.Headers.Pairs)
        {
            context.Response.Headers[name] = value;
        }

        var verdict = web.Users.Count == 0 ? PasswordVerdict.Right : await JudgeAsync(context.Request.Headers.Authorization.ToString(), web.Users, context.RequestAborted);
        switch (verdict)
        {
            case PasswordVerdict.Right:
                await next(context);
                break;
            case PasswordVerdict.TooMany:
                context.Response.Headers.RetryAfter = "1";
                await context.WriteProblemAsync(StatusCodes.Status429TooManyRequests, "Too many checks of passwords", "Try again in a moment.");
                break;
            default:
                context.Response.Headers.WWWAuthenticate = "Basic realm=\"slaagent\", charset=\"UTF-8\"";
                await context.WriteProblemAsync(StatusCodes.Status401Unauthorized, "Not authenticated", "Name and password are needed for every path: basic_auth_users of the web configuration.");
                break;
        }
    }

    private async Task<PasswordVerdict> JudgeAsync(string authorization, EquatableArray<WebUser> users, CancellationToken cancellation)
    {
        if (Credentials(authorization) is var (name, password))
        {
            return await passwords.CheckAsync(name, password, users, cancellation);
        }

        return lifecycle.HasToken(authorization) ? PasswordVerdict.Right : PasswordVerdict.Wrong;
    }

    private static (string Name, string Password)? Credentials(string authorization)
    {
        if (!authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var coded = authorization.AsSpan(Scheme.Length).Trim();
        var bytes = new byte[coded.Length];
        if (!Convert.TryFromBase64Chars(coded, bytes, out var length))
        {
            return null;
        }

        var text = Encoding.UTF8.GetString(bytes, 0, length);
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? null : (text[..colon], text[(colon + 1)..]);
    }
}
