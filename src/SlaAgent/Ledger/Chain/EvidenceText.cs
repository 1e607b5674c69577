using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using SlaAgent.Core.Evidence;

namespace SlaAgent.Ledger.Chain;

/// <summary>How evidence is written: the name of its kind, which never changes, and its text.</summary>
internal static class EvidenceText
{
    /// <summary>The kind of <see cref="EvidenceItem.Pruned"/>.</summary>
    public const string Pruned = "pruned";

    /// <summary>The kind of <see cref="EvidenceItem.HourClosed"/>, of which a record has the most.</summary>
    public const string HourClosed = "hour_closed";

    /// <summary>The kind of <see cref="EvidenceItem.TermsAgreed"/>.</summary>
    public const string TermsAgreed = "terms_agreed";

    private static readonly Form[] Forms =
    [
        new Form<EvidenceItem.TermsAgreed>(TermsAgreed, EvidenceJson.Default.TermsAgreed),
        new Form<EvidenceItem.TermsEnded>("terms_ended", EvidenceJson.Default.TermsEnded),
        new Form<EvidenceItem.HourClosed>(HourClosed, EvidenceJson.Default.HourClosed),
        new Form<EvidenceItem.Evaluated>("evaluated", EvidenceJson.Default.Evaluated),
        new Form<EvidenceItem.IncidentChanged>("incident_changed", EvidenceJson.Default.IncidentChanged),
        new Form<EvidenceItem.Excluded>("excluded", EvidenceJson.Default.Excluded),
        new Form<EvidenceItem.Adjusted>("adjusted", EvidenceJson.Default.Adjusted),
        new Form<EvidenceItem.ObligationChanged>("obligation_changed", EvidenceJson.Default.ObligationChanged),
        new Form<EvidenceItem.GateOverridden>("gate_overridden", EvidenceJson.Default.GateOverridden),
        new Form<EvidenceItem.GateMoved>("gate_moved", EvidenceJson.Default.GateMoved),
        new Form<EvidenceItem.PeriodClosed>("period_closed", EvidenceJson.Default.PeriodClosed),
        new Form<EvidenceItem.Pruned>(Pruned, EvidenceJson.Default.Pruned),
    ];

    /// <summary>The kinds that this version knows.</summary>
    public static IEnumerable<string> Kinds => Forms.Select(form => form.Kind);

    /// <summary>Name of the kind, and the text.</summary>
    public static (string Kind, byte[] Body) Write(EvidenceItem item)
    {
        var form = Forms.First(form => form.Type == item.GetType());
        return (form.Kind, form.Write(item));
    }

    /// <summary>What was written; null for a kind of a later version.</summary>
    /// <exception cref="JsonException">The text is not of that kind.</exception>
    public static EvidenceItem? Read(string kind, ReadOnlySpan<byte> body) => Array.Find(Forms, form => form.Kind == kind)?.Read(body);

    /// <summary>The same, and null too where the text is not of that kind.</summary>
    public static EvidenceItem? ReadOrNone(string kind, ReadOnlySpan<byte> body)
    {
        try
        {
            return Read(kind, body);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    // What a record is made with is not required of its text; all that has members of its own says itself what it requires.
    private static bool IsWhole(EvidenceItem item) => item switch
    {
        EvidenceItem.TermsAgreed agreed => agreed.Terms is not null,
        EvidenceItem.TermsEnded ended => ended.Agreement is not null,
        EvidenceItem.HourClosed hour => hour.From != default,
        EvidenceItem.Evaluated evaluated => evaluated.Run is not null,
        EvidenceItem.IncidentChanged changed => changed.Incident is not null,
        EvidenceItem.Excluded excluded => excluded.Exclusion is not null,
        EvidenceItem.Adjusted adjusted => adjusted.Adjustment is not null,
        EvidenceItem.ObligationChanged changed => changed.Obligation is not null,
        EvidenceItem.GateOverridden overridden => overridden.Override is not null,
        EvidenceItem.GateMoved moved => moved.Gate?.Agreement is not null,
        EvidenceItem.PeriodClosed closed => closed.Period?.Agreement is not null,
        EvidenceItem.Pruned pruned => pruned is { Before: not null, Because: not null },
        _ => true,
    };

    private abstract record Form(string Kind, Type Type)
    {
        public abstract byte[] Write(EvidenceItem item);

        public abstract EvidenceItem Read(ReadOnlySpan<byte> body);
    }

    private sealed record Form<T>(string Kind, JsonTypeInfo<T> Json) : Form(Kind, typeof(T))
        where T : EvidenceItem
    {
        public override byte[] Write(EvidenceItem item) => JsonSerializer.SerializeToUtf8Bytes((T)item, Json);

        public override EvidenceItem Read(ReadOnlySpan<byte> body) =>
            JsonSerializer.Deserialize(body, Json) is { } item && IsWhole(item) ? item : throw new JsonException("something in it is missing");
    }
}
