namespace PartitionKeeper.Planning;

/// <summary>What is the same for every table of a plan.</summary>
/// <param name="ClockTrusted">False: nothing is detached, attached again or dropped.</param>
/// <param name="ApproveRetire">See <see cref="PlanRequest.ApproveRetire"/>.</param>
sealed record PlanCircumstances(RunKind Kind, bool ClockTrusted, int? ApproveRetire);
