using System.Collections.Immutable;
using SlaAgent.DemoServer.Faults;

namespace SlaAgent.DemoServer.Http;

/// <summary>Health endpoints, each a row of a dialect's table.</summary>
internal static class HealthRoute
{
    /// <summary>An endpoint.</summary>
    /// <param name="pattern">The path.</param>
    /// <param name="role">What it knows of.</param>
    /// <param name="good">What it says when all is well.</param>
    /// <param name="bad">What it says otherwise; not needed where the role is constant.</param>
    /// <param name="models">The models that are known, where the path names one.</param>
    public static Route Of(string pattern, HealthRole role, HealthAnswer good, HealthAnswer? bad = null, ImmutableArray<string> models = default) =>
        Of(pattern, call => AnswerAsync(call, role, good, bad, models));

    /// <summary>An endpoint with an answer of its own; it hangs where health does.</summary>
    public static Route Of(string pattern, Func<RequestCall, Task> answer) =>
        new("GET", pattern, call => call.Faults.HealthHang ? call.HoldAsync() : answer(call));

    private static Task AnswerAsync(RequestCall call, HealthRole role, HealthAnswer good, HealthAnswer? bad, ImmutableArray<string> models)
    {
        if (role == HealthRole.Model && (call.Faults.ModelUnknown || (call.Model is { } model && !models.Contains(model, StringComparer.Ordinal))))
        {
            return call.RefuseAsync(Problem.UnknownModel);
        }

        var answer = IsGood(role, call.Faults) || bad is null ? good : bad;
        return answer.Body.Length == 0
            ? call.SendAsync(answer.Status, default, contentType: null)
            : call.SendTextAsync(answer.Status, answer.Body.Replace("{model}", call.Model, StringComparison.Ordinal), answer.ContentType);
    }

    private static bool IsGood(HealthRole role, FaultSet faults) => role switch
    {
        HealthRole.Constant => true,
        HealthRole.Live => !faults.HealthFailing,
        HealthRole.Ready => faults is { HealthFailing: false, Loading: false },
        _ => faults is { HealthFailing: false, Loading: false, ModelNotReady: false },
    };
}
