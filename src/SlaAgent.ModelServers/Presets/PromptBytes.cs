namespace SlaAgent.ModelServers.Presets;

/// <summary>The body of a prompt, and where in it the characters stand that change with every request.</summary>
/// <param name="Body">The body.</param>
/// <param name="Nonce">These characters, a part of the body; empty where the server may use its caches.</param>
internal readonly record struct PromptBytes(byte[] Body, Memory<byte> Nonce);
