using System.CommandLine;
using System.Text;
using SlaAgent.Configuration;

namespace SlaAgent.Commands;

/// <summary><c>slaagent schema</c>: the JSON Schema of the configuration, for editors.</summary>
internal static class SchemaCommand
{
    public static Command Create(TextWriter output)
    {
        var command = new Command("schema", "Print the JSON Schema of the configuration, for editors.");
        command.SetAction(_ =>
        {
            using var schema = new MemoryStream();
            ConfigurationSchema.Write(schema);
            output.Write(Encoding.UTF8.GetString(schema.GetBuffer(), 0, (int)schema.Length));
            return ExitCode.Fine;
        });
        return command;
    }
}
