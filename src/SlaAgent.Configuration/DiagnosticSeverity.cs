namespace SlaAgent.Configuration;

/// <summary>How grave a finding is.</summary>
public enum DiagnosticSeverity
{
    /// <summary>The configuration cannot be used.</summary>
    Error,

    /// <summary>The configuration can be used, and probably does not say what was meant.</summary>
    Warning,
}
