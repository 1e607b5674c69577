using SlaAgent.Core.Contracts;

namespace SlaAgent.Configuration.Binding;

/// <summary>What a preset can do once the user's overrides are laid over it.</summary>
internal static class PresetReach
{
    /// <summary>The capabilities of <paramref name="preset"/> with <paramref name="overrides"/>.</summary>
    public static PresetCapabilities With(PresetCapabilities preset, PresetOverrides? overrides)
    {
        var reach = overrides is null ? preset : preset with
        {
            HasHealth = preset.HasHealth || Asks(overrides.Live) || Asks(overrides.Ready) || Asks(overrides.ModelReady),
            HasInference = preset.HasInference || overrides.Inference?.Path is not null,
            HasPromptPath = preset.HasPromptPath || overrides.Inference?.Path is not null,
            Prompts = preset.Prompts || overrides.Inference?.Prompt is not null,
            Streams = preset.Streams || overrides.Stream?.Content is not null,
            KeepsAlive = overrides.Inference?.Prompt is { } prompt ? prompt.Contains("{{keepAlive}}", StringComparison.Ordinal) : preset.KeepsAlive,
            Signals = [.. PresetBinder.Signals.Select(s => s.Signal).Where(s => preset.Signals.Contains(s) || overrides.Of(s) is not null)],
        };

        // Such a platform's health question is nothing without its path.
        return reach is { Variables: not null, HasHealth: false } ? reach with { Signals = [.. reach.Signals.Where(s => s != HealthSignal.Ready)] } : reach;
    }

    private static bool Asks(HealthOverride? question) => question is { Path: not null } or { Connect: true };
}
