namespace SlaAgent.Configuration.Shapes;

/// <summary>Keys that every kind of request to a model server has.</summary>
internal static class RequestShapes
{
    public static readonly ScalarShape Status = Scalars.Integer(100, 599);

    public static readonly KeyShape Path = new("path", Scalars.HttpPath, "Path on the server.", "the preset's", "/healthz");

    public static readonly KeyShape Method = new("method", Scalars.OneOf("GET", "POST", "PUT", "HEAD"), "HTTP method.", "the preset's", "POST");

    public static readonly KeyShape ContentType = new("contentType", Scalars.Text, "Content type of the body.", "the preset's", "application/json");

    public static readonly KeyShape TensorContents = new("tensorContents", Scalars.OneOf("typed", "raw"), "gRPC only: how the data of the inputs go; FP16 and BF16 only go raw.", "typed", "raw");

    private static readonly ObjectShape s_assertion = new(
        new KeyShape("path", Scalars.JsonPath, "The value that is looked at.", Example: "\"$.outputs[0].data[0]\"") { Required = true },
        new KeyShape("equals", new JsonShape(), "What the value must equal; numbers by value.", Example: "1"),
        new KeyShape("near", Scalars.Number(-1e300, 1e300), "Number the value must be near to.", Example: "0.93"),
        new KeyShape("tolerance", Scalars.Number(0, 1e300), "Largest difference from near.", "0", "0.05"),
        new KeyShape("minItems", Scalars.Integer(0, int.MaxValue), "Fewest items of an array.", Example: "1"))
    {
        Rules = [KeyRule.ExactlyOne("equals", "near", "minItems")],
        Needs = [("tolerance", "near")],
    };

    public static readonly ObjectShape Expect = new(
        new KeyShape("status", new ListShape(Status), "Accepted HTTP statuses.", "[200]", "[200]"),
        new KeyShape("maxBody", Scalars.Size, "Longest body after decompression (gRPC: longest message with its five bytes of framing); reading stops there.", "1MiB", "1MiB"),
        new KeyShape("json", new ListShape(s_assertion), "Assertions on the JSON body."),
        new KeyShape("contains", Scalars.Text, "Text that must occur (in the generated text, for a prompt).", Example: "OK"),
        new KeyShape("matches", Scalars.Regex, ".NET regular expression, non-backtracking, that must match (the generated text, for a prompt).", Example: "\"(?i)ok\""),
        new KeyShape("minOutputTokens", Scalars.Integer(0, 1_000_000), "Fewest output tokens of a generated answer.", "1 for a prompt", "1"));
}
