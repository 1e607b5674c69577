using System.Security.Cryptography;
using System.Text;
using SlaAgent.DemoServer.Http;

namespace SlaAgent.DemoServer.Serving;

/// <summary>Where every inference is taken: it meets the faults, waits for its turn, and is answered or refused.</summary>
internal sealed class InferenceDesk(ServerParts parts)
{
    /// <summary>Whether a request has the token that is needed.</summary>
    public static bool Allows(RequestCall call, DemoServerOptions options) =>
        options.BearerToken is not { } token
        || CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes($"Bearer {token}"), Encoding.UTF8.GetBytes(call.Http.Request.Headers.Authorization.ToString()));

    /// <summary>Serves one inference of <paramref name="model"/> with <paramref name="answer"/>.</summary>
    public async Task ServeAsync(RequestCall call, ModelTotals model, Func<ServingRequest, Task> answer)
    {
        using var serving = new ServingRequest(parts, model, call);
        if (Obstacle(call) is { } obstacle)
        {
            await RefuseAsync(call, serving, model.Model, obstacle, null, obstacle == Problem.Overloaded ? call.Faults.Overload : null).ConfigureAwait(false);
            return;
        }

        if (!await parts.Queue.EnterAsync(call.Leaving).ConfigureAwait(false))
        {
            await RefuseAsync(call, serving, model.Model, Problem.Overloaded).ConfigureAwait(false);
            return;
        }

        try
        {
            serving.Start();
            await PassFaultsAsync(call, serving, model, answer).ConfigureAwait(false);
        }
        catch (FormatException error)
        {
            await RefuseAsync(call, serving, model.Model, Problem.Invalid, error.Message).ConfigureAwait(false);
        }
        catch (RefusedException error)
        {
            await RefuseAsync(call, serving, error.Model ?? model.Model, error.Problem, error.Reason).ConfigureAwait(false);
        }
        finally
        {
            parts.Queue.Leave();
        }
    }

    private async Task PassFaultsAsync(RequestCall call, ServingRequest serving, ModelTotals model, Func<ServingRequest, Task> answer)
    {
        if (call.Faults.Hang)
        {
            await call.HoldAsync().ConfigureAwait(false);
            return;
        }

        await Task.Delay(TimeSpan.FromSeconds(call.Faults.ExtraLatencySeconds), parts.Time, call.Leaving).ConfigureAwait(false);
        if (parts.Faults.NextFails())
        {
            await RefuseAsync(call, serving, model.Model, Problem.Failed, null, call.Faults.ErrorStatus).ConfigureAwait(false);
            return;
        }

        await answer(serving).ConfigureAwait(false);
    }

    private Problem? Obstacle(RequestCall call) => call.Faults switch
    {
        _ when !Allows(call, parts.Options) => Problem.Unauthorized,
        { Loading: true } => Problem.Loading,
        { ModelUnknown: true } => Problem.UnknownModel,
        { ModelNotReady: true } => Problem.ModelNotReady,
        { Overload: > 0 } => Problem.Overloaded,
        _ => null,
    };

    private static Task RefuseAsync(RequestCall call, ServingRequest serving, string model, Problem problem, string? message = null, int? status = null)
    {
        serving.End(problem switch
        {
            Problem.Failed => ServedOutcome.Failed,
            Problem.Overloaded => ServedOutcome.Overloaded,
            _ => ServedOutcome.Refused,
        });
        return call.RefuseAsync(problem, message, status, call.Model ?? model);
    }
}
