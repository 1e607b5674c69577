using System.Text;
using System.Text.Json;
using SlaAgent.Core.Evidence;
using SlaAgent.Ledger.Chain;

namespace SlaAgent.Tests.Ledger.Chain;

public sealed class EvidenceTextTests
{
    [Fact]
    public void Everything_that_can_go_on_the_record_is_read_as_it_was_written()
    {
        Assert.Equal(EvidenceText.Kinds, EvidenceSamples.All.Select(item => EvidenceText.Write(item).Kind));
        Assert.Equal(typeof(EvidenceItem).GetNestedTypes().Length, EvidenceSamples.All.Count);
        Assert.All(EvidenceSamples.All, item =>
        {
            var (kind, body) = EvidenceText.Write(item);
            Assert.Equal(item, EvidenceText.Read(kind, body));
            Assert.True(HashChain.IsKind(kind));
        });
    }

    [Fact]
    public void The_names_of_kinds_and_of_what_is_in_them_are_a_promise()
    {
        var (kind, body) = EvidenceText.Write(EvidenceSamples.Hour(LedgerFolder.Morning, 3590));
        Assert.Equal("hour_closed", kind);
        Assert.Equal(
            """{"from":"2026-09-01T08:00:00+00:00","series":[{"series":"chat/availability/v1","good":3590,"bad":10,"covered":"01:00:00","waived":"00:00:00","reasons":[{"reason":"http_5xx","count":7},{"reason":"too_slow","count":3}],"latencies":"AQID"}]}""",
            Encoding.UTF8.GetString(body));
    }

    [Fact]
    public void A_kind_of_a_later_version_is_nothing_that_this_one_knows() => Assert.Null(EvidenceText.Read("model_retired", "{}"u8));

    [Fact]
    public void A_text_of_no_kind_is_an_error() => Assert.Throws<JsonException>(() => EvidenceText.Read("terms_agreed", "{}"u8));
}
