using SlaAgent.Configuration.Yaml;
using SlaAgent.Core.Contracts;

namespace SlaAgent.Configuration.Binding;

/// <summary>How truths that come later are judged.</summary>
internal static class FeedbackBinder
{
    /// <summary>The contract of what is under <c>feedback</c>; null where it is wrong, or not there.</summary>
    public static FeedbackSettings? Bind(DocumentScope document, YamlMapping? map, NodePath path)
    {
        if (map is null || Tasks.Read(map) is not { } task)
        {
            return null;
        }

        Tasks.CheckPositive(document, map, path, task);
        var usual = new FeedbackSettings { Task = task };
        var settings = usual with
        {
            Positive = Tasks.Positive(map),
            Window = map.Duration("window") ?? usual.Window,
            Interval = map.Duration("interval") ?? usual.Interval,
            Keep = map.Integer("keep") ?? usual.Keep,
        };
        if (settings.Interval > settings.Window)
        {
            document.Error(map.PlaceOf("interval"), path.Key("interval"), "longer than the window that is evaluated, so that some predictions would never be scored; make it shorter");
        }

        return settings;
    }
}
