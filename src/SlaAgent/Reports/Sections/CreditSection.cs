using System.Globalization;
using SlaAgent.Core.Contracts;
using SlaAgent.Core.Reports;

namespace SlaAgent.Reports.Sections;

/// <summary>What is given back of the period's fee, with the calculation.</summary>
internal static class CreditSection
{
    public static ReportSection? Of(ComplianceReport report, ReportText text)
    {
        if (report.Terms.Consequences?.Credits is not { } agreed)
        {
            return null;
        }

        List<ReportBlock> blocks = [Tiers(agreed)];
        if (report.Credit is not { } credit)
        {
            blocks.Add(new ReportBlock.Paragraph(report.Terms.Calendar is { } unit && report.Period.Unit == unit
                ? $"No credit is reckoned, because '{agreed.Objective}' is not judged."
                : "Credits are reckoned for a whole period of the agreement's calendar, and this report is of another time."));
            return new("Credits", blocks);
        }

        blocks.Add(new ReportBlock.Paragraph(report.IsOver ? "The calculation:" : "The calculation as it stands; it is final when the period is over:"));
        blocks.Add(new ReportBlock.Bullets([.. credit.Steps]));
        blocks.Add(new ReportBlock.Table(
            "Credit",
            [new("Share of the fee", true), new("Amount", true), new("To be claimed by")],
            [[ReportText.Target(credit.Ratio), Amount(credit.Amount, credit.Currency), text.Time(credit.ClaimUntil)]]));
        return new("Credits", blocks);
    }

    /// <summary>An amount with its currency; a dash where no fee is agreed.</summary>
    public static string Amount(decimal? amount, string? currency) =>
        amount is { } known ? string.Create(CultureInfo.InvariantCulture, $"{known:#,0.00} {currency}").TrimEnd() : ReportText.Nothing;

    private static ReportBlock.Table Tiers(ServiceCredits agreed)
    {
        var above = agreed.Tiers.OrderBy(tier => tier.Below).ToList();
        return new(
            $"Tiers by what '{agreed.Objective}' came to",
            [new("From (included)", true), new("To (not included)", true), new("Credit", true)],
            [.. above.Select((tier, i) => (string[])[i == 0 ? "0%" : ReportText.Target(above[i - 1].Below), ReportText.Target(tier.Below), ReportText.Target(tier.Credit)])]);
    }
}
