namespace SlaAgent.Http;

/// <summary>The error budget of an objective in bad events (or slices): what the promise allows in the whole window, what is spent, and what to expect by the end of the period.</summary>
internal sealed record ApiBudget(double? Allowed, double Spent, double? Forecast, double? ForecastLower, double? ForecastUpper);
