namespace SlaAgent.EndToEnd.Otlp;

/// <summary>Reads the three export requests of OTLP 1.x. Field numbers are those of <c>opentelemetry/proto</c>.</summary>
internal static class OtlpRequest
{
    public static IEnumerable<OtlpMetric> Metrics(ReadOnlyMemory<byte> body) =>
        from resource in new ProtobufMessage(body).Messages(1)
        let described = Attributes(resource.Message(1), 1)
        from scope in resource.Messages(2)
        from metric in scope.Messages(2)
        let kind = metric.Has(5) ? (5, "gauge") : metric.Has(7) ? (7, "sum") : metric.Has(9) ? (9, "histogram") : throw new InvalidDataException("a metric of no known kind")
        select new OtlpMetric(
            metric.Text(1),
            metric.Text(3),
            metric.Text(2),
            kind.Item2,
            scope.Message(1).Text(1),
            Attributes(scope.Message(1), 3),
            described,
            [.. metric.Message(kind.Item1).Messages(1).Select(point => kind.Item2 == "histogram" ? Histogram(point) : Number(point))]);

    public static IEnumerable<OtlpSpan> Spans(ReadOnlyMemory<byte> body) =>
        from resource in new ProtobufMessage(body).Messages(1)
        from scope in resource.Messages(2)
        from span in scope.Messages(2)
        select new OtlpSpan(
            span.Hex(1),
            span.Hex(2),
            span.Hex(4),
            span.Text(5),
            span.Number(6),
            span.Number(7),
            span.Number(8),
            Attributes(span, 9),
            span.Message(15).Number(3),
            span.Message(15).Text(2));

    public static IEnumerable<OtlpLogRecord> Logs(ReadOnlyMemory<byte> body) =>
        from resource in new ProtobufMessage(body).Messages(1)
        from scope in resource.Messages(2)
        from record in scope.Messages(2)
        select new OtlpLogRecord(scope.Message(1).Text(1), record.Text(3), record.Message(5).Text(1), record.Number(1), Attributes(record, 6), record.Text(12));

    private static OtlpPoint Number(ProtobufMessage point) => new(
        Attributes(point, 7),
        point.Number(2),
        point.Number(3),
        point.Has(4) ? point.Double(4) : (long)point.Number(6),
        0,
        [],
        []);

    private static OtlpPoint Histogram(ProtobufMessage point) => new(
        Attributes(point, 9),
        point.Number(2),
        point.Number(3),
        point.Double(5),
        point.Number(4),
        point.Fixed64(6),
        [.. point.Fixed64(7).Select(BitConverter.UInt64BitsToDouble)]);

    private static Dictionary<string, object> Attributes(ProtobufMessage message, int field) =>
        message.Messages(field).ToDictionary(a => a.Text(1), a => Value(a.Message(2)), StringComparer.Ordinal);

    private static object Value(ProtobufMessage value) =>
        value.Has(1) ? value.Text(1)
        : value.Has(2) ? (object)(value.Number(2) != 0)
        : value.Has(3) ? (object)(long)value.Number(3)
        : value.Has(4) ? (object)value.Double(4)
        : throw new InvalidDataException("an attribute value of no known kind");
}
