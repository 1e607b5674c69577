namespace SlaAgent.DemoServer.Metrics;

/// <summary>How a server writes its numbers.</summary>
internal enum NumberStyle
{
    /// <summary>As C++ does: <c>12</c>, <c>nan</c>.</summary>
    Plain,

    /// <summary>As prometheus_client does: <c>12.0</c>, <c>NaN</c>.</summary>
    Python,
}
