namespace SlaAgent.Ledger;

/// <summary>The state folder belongs to another agent that is running.</summary>
internal sealed class StateHeldException(string folder, string holder)
    : IOException($"the state folder {folder} is in use by another agent: {holder}");
