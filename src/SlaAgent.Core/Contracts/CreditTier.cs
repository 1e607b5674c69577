namespace SlaAgent.Core.Contracts;

/// <summary>One step of the credits.</summary>
/// <param name="Below">Compliance under this, above 0 and at most 1…</param>
/// <param name="Credit">…gives this share of the fee back, above 0 and at most 1.</param>
public sealed record CreditTier(decimal Below, decimal Credit);
