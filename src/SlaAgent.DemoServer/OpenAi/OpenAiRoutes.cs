using System.Collections.Immutable;
using System.Text.Json;
using SlaAgent.DemoServer.Generation;
using SlaAgent.DemoServer.Http;
using SlaAgent.DemoServer.Serving;

namespace SlaAgent.DemoServer.OpenAi;

/// <summary>The OpenAI API: models, chat and text completions.</summary>
internal static class OpenAiRoutes
{
    /// <summary>
    /// Its routes. The list of models is static: it is answered whatever the model does, as the real servers do it; a model that is gone is another one there.
    /// It is a health question to some, so it hangs where health does; and it is behind the token, as vLLM has it.
    /// </summary>
    public static ImmutableArray<Route> Of(ServerParts parts, OpenAiFlavour flavour)
    {
        var desk = new TextDesk(parts);
        return
        [
            HealthRoute.Of(flavour.Prefix + "/models", ModelsAsync),
            new("POST", flavour.Prefix + "/chat/completions", call => CompleteAsync(call, chat: true)),
            new("POST", flavour.Prefix + "/completions", call => CompleteAsync(call, chat: false)),
        ];

        Task ModelsAsync(RequestCall call) => InferenceDesk.Allows(call, parts.Options)
            ? call.SendJsonAsync(200, writer => Models(writer, flavour, call.Faults.ModelUnknown ? TextDesk.OtherName : TextDesk.ModelName))
            : call.RefuseAsync(Problem.Unauthorized);

        Task CompleteAsync(RequestCall call, bool chat) => desk.ServeAsync(
            call,
            document => CompletionReader.Read(document, chat, flavour.ChecksModel, !parts.Options.RefuseStreamOptions),
            (writer, answer) => new CompletionJson(answer, chat, flavour).Whole(writer),
            answer => new CompletionFormat(answer, chat, flavour));
    }

    private static void Models(Utf8JsonWriter writer, OpenAiFlavour flavour, string model)
    {
        writer.WriteStartObject();
        writer.WriteString("object", "list");
        writer.WriteStartArray("data");
        writer.WriteStartObject();
        writer.WriteString("id", model);
        writer.WriteString("object", "model");
        writer.WriteNumber("created", 0);
        writer.WriteString("owned_by", flavour.OwnedBy);
        writer.WriteEndObject();
        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
