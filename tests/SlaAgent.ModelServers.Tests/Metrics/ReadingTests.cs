using System.Globalization;
using CsCheck;
using SlaAgent.Core.Samples;
using SlaAgent.ModelServers.Metrics;

namespace SlaAgent.ModelServers.Tests.Metrics;

/// <summary>From one reading to the next: resets, gaps, series that come and go, pages that are none.</summary>
public sealed class ReadingTests
{
    private static string Requests(double count, string labels = "") => string.Create(CultureInfo.InvariantCulture, $"sglang:num_requests_total{{{labels}}} {count}\n");

    private static string Histogram(params (string Bound, int Count)[] buckets) =>
        string.Concat(buckets.Select(b => $"sglang:e2e_request_latency_seconds_bucket{{le=\"{b.Bound}\"}} {b.Count}\n")) + "sglang:e2e_request_latency_seconds_sum 1\n";

    [Fact]
    public void The_first_reading_is_what_the_next_is_compared_with()
    {
        var server = new MeteredServer("sglang");
        var first = server.Read(Requests(100) + "sglang:num_running_reqs 2\n");
        Assert.Equal(first.To, first.From);
        Assert.Equal((null, 2), (first.Good, first.Running));
        var second = server.Read(Requests(107));
        Assert.Equal((first.To, 7), (second.From, second.Good));
        Assert.Equal(MeteredServer.Interval, second.To - second.From);
    }

    [Theory]
    [InlineData("", 5)]
    [InlineData("sglang:num_requests_created 1.0\n", 5)]
    public void A_count_that_fell_began_anew(string created, long expected) =>
        Assert.Equal(expected, new MeteredServer("sglang").ReadTwo(Requests(100) + created, Requests(5)).Good);

    [Fact]
    public void A_server_that_says_when_it_began_is_believed_even_where_the_count_did_not_fall()
    {
        var sample = new MeteredServer("sglang").ReadTwo(Requests(100) + "sglang:num_requests_created 1.0\n", Requests(120) + "sglang:num_requests_created 2.0\n");
        Assert.Equal(120, sample.Good);
    }

    [Fact]
    public void A_series_that_comes_counts_whole_and_one_that_comes_back_counts_from_where_it_was()
    {
        var server = new MeteredServer("sglang");
        server.Read(Requests(100, "engine=\"0\""));
        Assert.Equal(1 + 7, server.Read(Requests(101, "engine=\"0\"") + Requests(7, "engine=\"1\"")).Good);
        Assert.Equal(1, server.Read(Requests(102, "engine=\"0\"")).Good);
        Assert.Equal(3, server.Read(Requests(102, "engine=\"0\"") + Requests(10, "engine=\"1\"")).Good);
    }

    [Fact]
    public void A_series_is_the_same_in_whatever_order_its_labels_are() =>
        Assert.Equal(1, new MeteredServer("sglang").ReadTwo(Requests(100, "a=\"1\",b=\"2\""), Requests(101, "b=\"2\",a=\"1\"")).Good);

    [Theory]
    [InlineData("status=503")]
    [InlineData("cut")]
    [InlineData("page")]
    public void A_reading_that_fails_changes_nothing(string how)
    {
        var server = new MeteredServer("sglang");
        var first = server.Read(Requests(100));
        var failed = how switch
        {
            "status=503" => server.Fail("{\"error\":\"busy\"}", 503, null),
            "cut" => server.Fail(Requests(3)),
            _ => server.Read("<html><body>Welcome</body></html>\n"),
        };
        Assert.Equal((failed.To, null), (failed.From, failed.Good));
        Assert.NotNull(failed.Failure);
        var next = server.Read(Requests(110));
        Assert.Equal((first.To, 10), (next.From, next.Good));
    }

    [Fact]
    public void After_too_long_a_time_there_is_nothing_to_compare_with()
    {
        var server = new MeteredServer("sglang");
        server.Read(Requests(100));
        Assert.Equal(1, server.Read(Requests(101), after: TimeSpan.FromMinutes(5)).Good);
        var late = server.Read(Requests(200), after: TimeSpan.FromMinutes(5) + TimeSpan.FromSeconds(1));
        Assert.Equal((late.To, null), (late.From, late.Good));
        Assert.Equal(1, server.Read(Requests(201)).Good);
    }

    [Theory]
    [InlineData("", "none of the metrics of SGLang are there")]
    [InlineData("up 1\n", "none of the metrics of SGLang are there")]
    [InlineData("{\"a\":1}", "this is no page of metrics")]
    [InlineData("sglang:num_requests_total{model_name=\"a\"} 1\nsglang:num_requests_total{model_name=\"b\"} 1\n", "no series of the model \"m\", but of model_name=\"a\", model_name=\"b\": set spec.traffic.selector")]
    public void A_page_that_tells_nothing_says_why(string page, string expected) => Assert.Equal(expected, new MeteredServer("sglang", "m").Read(page).Failure);

    [Fact]
    public void An_OpenMetrics_page_without_its_end_was_cut_short()
    {
        var server = new MeteredServer("sglang");
        Assert.Contains("cut short", server.Read(Requests(1), "application/openmetrics-text; version=1.0.0; charset=utf-8").Failure, StringComparison.Ordinal);
        Assert.Null(server.Read(Requests(1) + "# EOF\n", "application/openmetrics-text; version=1.0.0; charset=utf-8").Failure);
    }

    [Fact]
    public void Fractions_are_counted_when_they_are_whole()
    {
        var server = new MeteredServer("sglang");
        server.Read(Requests(0));
        var counts = new[] { 0.5, 1, 1.75, 2.25, 1e6 + 0.9 }.Select(total => server.Read(Requests(total)).Good!.Value).ToList();
        Assert.Equal([0, 1, 0, 1, 999_998], counts);
    }

    [Fact]
    public void Whatever_a_counter_does_its_counts_add_up_to_all_that_it_counted()
    {
        // At each step it grows by so much, or begins anew with so much.
        Gen.Select(Gen.Double[0, 1000], Gen.Bool).Array[1, 30].Sample(steps =>
        {
            var server = new MeteredServer("sglang");
            server.Read(Requests(0));
            var (total, counted, expected) = (0.0, 0L, 0L);
            foreach (var (by, anew) in steps)
            {
                var next = anew && by < Math.Floor(total) ? by : total + by;
                expected += (long)next - (next < Math.Floor(total) ? 0 : (long)total);
                total = next;
                counted += server.Read(Requests(total)).Good!.Value;
            }

            Assert.Equal(expected, counted);
        });
    }

    [Theory]
    [InlineData("NaN")]
    [InlineData("-1")]
    [InlineData("+Inf")]
    public void What_is_no_count_counts_nothing(string value)
    {
        var server = new MeteredServer("sglang");
        server.Read(Requests(100));
        Assert.Equal(0, server.Read($"sglang:num_requests_total {value}\n").Good);
        Assert.Equal(5, server.Read(Requests(105)).Good);
    }

    [Fact]
    public void A_count_that_was_no_number_at_first_is_compared_with_nothing()
    {
        var server = new MeteredServer("sglang");
        server.Read("sglang:num_requests_total NaN\n");
        Assert.Equal(0, server.Read(Requests(1000)).Good);
        Assert.Equal(1, server.Read(Requests(1001)).Good);
    }

    [Fact]
    public void A_bound_is_the_same_however_it_is_written()
    {
        var sample = new MeteredServer("sglang").ReadTwo(Histogram(("0.5", 1), ("1", 2), ("+Inf", 3)), Histogram(("0.50", 2), ("1.0", 4), ("+Inf", 6)));
        Assert.Equal(new BucketCounts([0.5, 1], [1, 1, 1], 0), sample.Duration);
    }

    [Fact]
    public void Buckets_that_are_others_than_before_are_compared_with_nothing()
    {
        var server = new MeteredServer("sglang");
        server.Read(Histogram(("1", 2), ("+Inf", 3)));
        Assert.Null(server.Read(Histogram(("2", 2), ("+Inf", 5))).Duration);
        Assert.Equal(new BucketCounts([2], [1, 2], 0), server.Read(Histogram(("2", 3), ("+Inf", 8))).Duration);
    }

    [Fact]
    public void A_histogram_that_fell_began_anew()
    {
        var sample = new MeteredServer("sglang").ReadTwo(Histogram(("1", 5), ("+Inf", 6)), Histogram(("1", 2), ("+Inf", 7)));
        Assert.Equal(new BucketCounts([1], [2, 5], 1), sample.Duration);
    }

    [Fact]
    public void A_histogram_without_its_infinite_bucket_has_its_count()
    {
        static string Page(int a, int b) => $"sglang:e2e_request_latency_seconds_bucket{{le=\"1\"}} {a}\nsglang:e2e_request_latency_seconds_count {b}\n";
        // No sum either: the least that it can be is one second for the one that took longer than a second.
        Assert.Equal(new BucketCounts([1], [2, 1], 1), new MeteredServer("sglang").ReadTwo(Page(1, 1), Page(3, 4)).Duration);
    }

    [Fact]
    public void Buckets_written_down_while_requests_end_count_each_request_once()
    {
        // At each reading every bucket may lag behind what is true by a little; what all readings count must still be what the largest bucket counted.
        var lag = Gen.Int[0, 3].Array[4];
        Gen.Select(Gen.Int[0, 5].Array[4], lag).Array[1, 20].Sample(steps =>
        {
            var server = new MeteredServer("sglang");
            var true_ = new int[4];
            var shown = new int[4];
            server.Read(Page(shown));
            long counted = 0;
            foreach (var (grown, behind) in steps)
            {
                for (var i = 0; i < 4; i++)
                {
                    true_[i] += grown[..(i + 1)].Sum();
                    shown[i] = Math.Max(shown[i], true_[i] - behind[i]);
                }

                counted += server.Read(Page(shown)).Duration!.Total;
            }

            Assert.Equal(shown.Max(), counted);
        });

        static string Page(int[] c) => Histogram(("0.1", c[0]), ("1", c[1]), ("10", c[2]), ("+Inf", c[3]));
    }

    [Fact]
    public void A_series_that_comes_twice_is_taken_once_and_counted_as_a_fault()
    {
        var server = new MeteredServer("sglang");
        server.Read(Requests(1) + Requests(9) + Histogram(("1", 1), ("1.0", 1), ("+Inf", 1)) + "rubbish\n");
        Assert.Equal(3, server.BadLines);
        Assert.Equal(1, server.Read(Requests(2) + Requests(9)).Good);
    }

    [Fact]
    public void Series_of_another_kind_under_a_known_name_are_left_alone()
    {
        const string Page = "# TYPE sglang:num_requests_total summary\nsglang:num_requests_total{quantile=\"0.5\"} 1\n";
        Assert.NotNull(new MeteredServer("sglang").Read(Page).Failure);
    }

    [Fact]
    public void More_series_than_can_be_followed_are_a_failure_and_not_a_smaller_count()
    {
        var page = string.Concat(Enumerable.Range(0, SeriesBook.MaxSeries + 1).Select(i => Requests(i, $"route=\"{i}\"")));
        Assert.StartsWith("more than 10000 series", new MeteredServer("sglang").Read(page).Failure, StringComparison.Ordinal);
    }

    [Fact]
    public void Reading_the_same_series_again_costs_no_memory_in_proportion_to_them()
    {
        var page = string.Concat(Enumerable.Range(0, 500).Select(i => Requests(i, $"engine=\"{i}\"")))
            + string.Concat(Enumerable.Range(0, 500).Select(i => $"sglang:e2e_request_latency_seconds_bucket{{engine=\"{i}\",le=\"1\"}} 1\nsglang:e2e_request_latency_seconds_bucket{{engine=\"{i}\",le=\"+Inf\"}} 1\n"));
        var server = new MeteredServer("sglang");
        server.Read(page);
        server.Read(page);
        Assert.InRange(server.AllocatedBy(page), 0, 16 * 1024);
    }

    [Theory]
    [InlineData("vllm", "http://127.0.0.1:8000", null, "http://127.0.0.1:8000/metrics")]
    [InlineData("vllm", "https://models.example/chat", null, "https://models.example/chat/metrics")]
    [InlineData("nim", "http://127.0.0.1:8000", null, "http://127.0.0.1:8000/v1/metrics")]
    [InlineData("triton", "http://127.0.0.1:8000/x", null, "http://127.0.0.1:8002/metrics")]
    [InlineData("triton", "grpc://127.0.0.1:8001", null, "http://127.0.0.1:8002/metrics")]
    [InlineData("tensorflow-serving", "http://[::1]:8501", null, "http://[::1]:8501/monitoring/prometheus/metrics")]
    [InlineData("llama.cpp", "http://127.0.0.1:8080", "http://127.0.0.1:8080/metrics?model=m", "http://127.0.0.1:8080/metrics?model=m")]
    public void Metrics_are_where_the_kind_of_server_has_them_unless_said_otherwise(string preset, string url, string? given, string expected) =>
        Assert.Equal(new Uri(expected), new MeteredServer(preset, "m", url: url, metricsUrl: given is null ? null : new Uri(given)).Address);
}
