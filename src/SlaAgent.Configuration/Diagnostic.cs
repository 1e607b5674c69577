namespace SlaAgent.Configuration;

/// <summary>One finding, with its place. Never holds a secret, nor a value that came from the environment.</summary>
/// <param name="Severity">How grave it is.</param>
/// <param name="File">The file, as the user named it (files of a folder: folder and name).</param>
/// <param name="Line">Line, from 1.</param>
/// <param name="Column">Column in characters, from 1.</param>
/// <param name="Path">Path of the key, as <c>spec.probes[0].timeout</c>; empty where the whole file is meant.</param>
/// <param name="Message">What is wrong, and what to do.</param>
public sealed record Diagnostic(DiagnosticSeverity Severity, string File, int Line, int Column, string Path, string Message)
{
    /// <summary>The form compilers use, which editors can jump to.</summary>
    public override string ToString()
    {
        var severity = Severity == DiagnosticSeverity.Error ? "error" : "warning";
        return Path.Length == 0
            ? $"{File}:{Line}:{Column}: {severity}: {Message}"
            : $"{File}:{Line}:{Column}: {severity}: {Path}: {Message}";
    }
}
