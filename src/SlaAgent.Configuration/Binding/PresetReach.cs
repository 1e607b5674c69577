using SlaAgent.Core.Contracts;

namespace SlaAgent.Configuration.Binding;

/// <summary>What a preset can do once the user's overrides are laid over it.</summary>
internal static class PresetReach
{
    /// <summary>The capabilities of <paramref name="preset"/> with <paramref name="overrides"/>.</summary>
    /// <param name="preset">The preset.</param>
    /// <param name="overrides">The overrides; null for none.</param>
    /// <param name="named">Whether the model is named.</param>
    public static PresetCapabilities With(PresetCapabilities preset, PresetOverrides? overrides, bool named)
    {
        var reach = overrides is null ? preset : preset with
        {
            HasHealth = preset.HasHealth || Asks(overrides.Live) || Asks(overrides.Ready) || Asks(overrides.ModelReady),
            HasInference = preset.HasInference || overrides.Inference?.Path is not null,
            // Where the preset takes no prompts, one goes where other requests go.
            HasPromptPath = preset.HasPromptPath || overrides.Inference?.Path is not null || (!preset.Prompts && preset.HasInference),
            Prompts = preset.Prompts || overrides.Inference?.Prompt is not null,
            Streams = preset.Streams || overrides.Stream?.Content is not null,
            KeepsAlive = overrides.Inference?.Prompt is { } prompt ? prompt.Contains("{{keepAlive}}", StringComparison.Ordinal) : preset.KeepsAlive,
            Signals = [.. PresetBinder.Signals.Select(s => s.Signal).Where(s => preset.Signals.Contains(s) || overrides.Of(s) is not null)],
        };

        return reach.Variables is null || Asks(overrides?.Ready) ? reach : WithoutReady(reach, named && Asks(overrides?.ModelReady));
    }

    // Such a platform's health question is nothing without its path.
    private static PresetCapabilities WithoutReady(PresetCapabilities reach, bool hasHealth) =>
        reach with { HasHealth = hasHealth, Signals = [.. reach.Signals.Where(s => s != HealthSignal.Ready)] };

    private static bool Asks(HealthOverride? question) => question is { Path: not null } or { Connect: true };
}
