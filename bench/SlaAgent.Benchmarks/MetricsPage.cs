using System.Globalization;
using System.Text;
using SlaAgent.Core.Contracts;
using SlaAgent.Core.Samples;
using SlaAgent.Core.Time;
using SlaAgent.ModelServers.Exposition;
using SlaAgent.ModelServers.Metrics;

namespace SlaAgent.Benchmarks;

/// <summary>A page as vLLM writes it with many engines behind one address, about 5 MB long, fed in pieces as the transport does.</summary>
internal sealed class MetricsPage
{
    private const int Piece = 16 * 1024;
    private const int Length = 5_200_000;

    private static readonly string[] Counters = ["prompt_tokens", "generation_tokens", "num_preemptions", "prefix_cache_queries", "prefix_cache_hits"];

    private static readonly string[] Histograms =
    [
        "time_to_first_token_seconds", "inter_token_latency_seconds", "request_time_per_output_token_seconds", "e2e_request_latency_seconds",
        "request_queue_time_seconds", "request_inference_time_seconds", "request_prefill_time_seconds", "request_decode_time_seconds",
        "request_prompt_tokens", "request_generation_tokens", "request_max_num_generation_tokens", "iteration_tokens_total",
    ];

    private readonly byte[] _page;
    private readonly ExpositionParser _parser = new();
    private readonly MetricsExchange _exchange;
    private long _second;

    public MetricsPage()
    {
        _page = Encoding.UTF8.GetBytes(Write());
        var service = new ModelService
        {
            Name = "chat", Server = "vllm", Url = new Uri("http://127.0.0.1:8000"), Model = "meta-llama/Llama-3.1-8B-Instruct", Probes = [],
            Traffic = new(null, TrafficSettings.DefaultInterval, null),
        };
        _exchange = TrafficCatalog.Prepare(service)!;
        Samples = Parse();
        Read();
    }

    /// <summary>Length of the page.</summary>
    public int Bytes => _page.Length;

    /// <summary>Samples on the page.</summary>
    public long Samples { get; }

    /// <summary>Parses the page; how many samples it has.</summary>
    public long Parse()
    {
        _parser.Restart();
        for (var from = 0; from < _page.Length; from += Piece)
        {
            ReadOnlySpan<byte> piece = _page.AsSpan(from, Math.Min(Piece, _page.Length - from));
            while (_parser.TryNext(ref piece, out _))
            {
            }
        }

        return _parser.BadLines == 0 ? _parser.Samples : throw new InvalidOperationException("The page has bad lines.");
    }

    /// <summary>Reads the page for what it says of traffic.</summary>
    public TrafficSample Read()
    {
        _second += 15;
        _exchange.NextRequest();
        var reader = _exchange.NewReader();
        reader.OnHead(200, null);
        for (var from = 0; from < _page.Length; from += Piece)
        {
            reader.OnBody(_page.AsSpan(from, Math.Min(Piece, _page.Length - from)), default);
        }

        var answer = reader.Complete(null, null, default);
        var result = new ProbeResult
        {
            Service = "chat", Probe = "traffic", ScheduledAt = new Instant(_second * TimeSpan.TicksPerSecond), ScheduleDelay = default,
            Interval = TrafficSettings.DefaultInterval, Outcome = answer.Outcome, Detail = answer.Detail,
        };
        var sample = _exchange.Conclude(result, holdsProbes: false);
        return sample.Failure is null ? sample : throw new InvalidOperationException(sample.Failure);
    }

    private static string Write()
    {
        // A family's series stand together, so how many engines make up the length must be known beforehand.
        var perEngine = Page(1).Length;
        return Page((Length / perEngine) + 1);
    }

    private static string Page(int engines)
    {
        var page = new StringBuilder();
        foreach (var name in Counters)
        {
            page.Append(CultureInfo.InvariantCulture, $"# HELP vllm:{name}_total Number of something.\n# TYPE vllm:{name}_total counter\n");
            ForEach(engines, labels => page.Append(CultureInfo.InvariantCulture, $"vllm:{name}_total{{{labels}}} 1234567.0\n"));
            page.Append(CultureInfo.InvariantCulture, $"# TYPE vllm:{name}_created gauge\n");
            ForEach(engines, labels => page.Append(CultureInfo.InvariantCulture, $"vllm:{name}_created{{{labels}}} 1.7639041234567e+09\n"));
        }

        foreach (var name in Histograms)
        {
            page.Append(CultureInfo.InvariantCulture, $"# HELP vllm:{name} Histogram of something.\n# TYPE vllm:{name} histogram\n");
            ForEach(engines, labels => Append(page, name, labels));
        }

        return page.ToString();
    }

    private static void ForEach(int engines, Action<string> append)
    {
        for (var engine = 0; engine < engines; engine++)
        {
            append(string.Create(CultureInfo.InvariantCulture, $"engine=\"{engine}\",model_name=\"meta-llama/Llama-3.1-8B-Instruct\""));
        }
    }

    private static void Append(StringBuilder page, string name, string labels)
    {
        var split = labels.IndexOf(',', StringComparison.Ordinal);
        var count = 0;
        page.Append(CultureInfo.InvariantCulture, $"vllm:{name}_sum{{{labels}}} 98765.43210987654\n");
        foreach (var bound in (string[])[.. DefaultBuckets.VllmFirstToken.Select(b => b.ToString("0.0##", CultureInfo.InvariantCulture)), "+Inf"])
        {
            page.Append(CultureInfo.InvariantCulture, $"vllm:{name}_bucket{{{labels[..split]},le=\"{bound}\"{labels[split..]}}} {count += 137}.0\n");
        }

        page.Append(CultureInfo.InvariantCulture, $"vllm:{name}_count{{{labels}}} {count}.0\n");
    }
}
