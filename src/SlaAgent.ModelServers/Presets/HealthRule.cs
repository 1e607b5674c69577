namespace SlaAgent.ModelServers.Presets;

/// <summary>What of a health answer says that the model is ready, beside its status.</summary>
internal enum HealthRule
{
    /// <summary>Nothing: the status decides.</summary>
    StatusOnly,

    /// <summary>The members <c>ready</c> and <c>live</c> are true where they occur; an empty body says yes.</summary>
    ReadyField,

    /// <summary>The list under <c>data</c> has the model's id.</summary>
    ListsModel,
}
