using CsCheck;
using SlaAgent.Configuration.Binding;
using SlaAgent.Core.Load;

namespace SlaAgent.Configuration.Tests;

public sealed class ArrivalTraceFileTests
{
    [Fact]
    public void The_public_Azure_trace_is_read_as_it_is()
    {
        var arrivals = Read("TIMESTAMP,ContextTokens,GeneratedTokens\n2023-11-16 18:15:46.6805900,374,44\r\n2023-11-16 18:15:50.9951690,396,109\n", out var problem);

        Assert.Null(problem);
        Assert.Equal([new(TimeSpan.Zero, 374, 44), new(TimeSpan.FromTicks(43_145_790), 396, 109)], arrivals);
    }

    [Fact]
    public void Seconds_from_any_zero_are_enough()
    {
        var arrivals = Read("user, seconds\na,100\nb,100.25\n", out var problem);

        Assert.Null(problem);
        Assert.Equal([new(TimeSpan.Zero, null, null), new(TimeSpan.FromSeconds(0.25), null, null)], arrivals);
    }

    [Theory]
    [InlineData("", "holds no arrival")]
    [InlineData("seconds\n", "holds no arrival")]
    [InlineData("1,2,3\n", "line 1: the first line must name the columns, one of them timestamp or seconds")]
    [InlineData("timestamp,seconds\n", "line 1: the first line must name the columns")]
    [InlineData("seconds\nsoon\n", "line 2: seconds is not a number from 0")]
    [InlineData("seconds\n-1\n", "line 2: seconds is not a number from 0")]
    [InlineData("seconds\nNaN\n", "line 2: seconds is not a number from 0")]
    [InlineData("timestamp\n\nyesterday\n", "line 3: timestamp is not a date and time")]
    [InlineData("seconds,prompt_tokens\n1,0\n", "line 2: the prompt's length is not a whole number from 1")]
    [InlineData("seconds,output_tokens\n1,1e3\n", "line 2: the answer's length is not a whole number from 1")]
    [InlineData("seconds,output_tokens\n1\n", "line 2: fewer columns than the first line names")]
    [InlineData("seconds\n2\n1\n", "line 3: earlier than the line before; sort the file by time")]
    public void What_is_wrong_is_said_with_its_line(string text, string expected)
    {
        Assert.Empty(Read(text, out var problem));
        Assert.Contains(expected, problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Any_text_is_read_or_refused() => Gen.Char["seconds,timp_oku\n\r0123456789.-:\"é "].Array[0, 200].Select(chars => new string(chars)).Sample(text =>
    {
        var arrivals = Read(text, out var problem);
        Assert.Equal(problem is not null, arrivals.Length == 0);
    });

    private static Arrival[] Read(string text, out string? problem)
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, text);
            return [.. ArrivalTraceFile.Read(path, out problem)];
        }
        finally
        {
            File.Delete(path);
        }
    }
}
