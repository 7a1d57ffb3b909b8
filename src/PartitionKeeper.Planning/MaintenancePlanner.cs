using System.Collections.Immutable;

namespace PartitionKeeper.Planning;

/// <summary>Decides what a run does. A function of its argument.</summary>
public static class MaintenancePlanner
{
    /// <summary>The most rows that are moved out of a default partition in one transaction, and so under one lock; more are a finding.</summary>
    public const long DrainLimit = 5_000;

    /// <summary>Rows of a default partition, by estimate, that are read in about the time of a lock timeout; more are not read while the table is locked.</summary>
    public const long ScanLimit = 200_000;

    /// <summary>
    /// Matches policies to tables (an exact name beats a wildcard; among wildcards the first wins). Steps are in this order: finalize, attach, create and drain
    /// (first what every table needs for now, then the rest), and last, retire.
    /// </summary>
    public static MaintenancePlan Plan(PlanRequest request)
    {
        var findings = new List<Finding>();
        var circumstances = new PlanCircumstances(request.Kind, ClockCheck.Trusts(request, findings), request.ApproveRetire);
        var matches = PolicyMatch.Find(request, findings);
        var names = new NameBook(request.Catalog);
        var holds = request.Catalog.Holds.AddRange(request.Holds);
        var records = request.Catalog.Detached.GroupBy(record => record.Oid).Select(same => same.MaxBy(record => record.RecordedAt)!).ToList();

        var drafts = ImmutableArray.CreateBuilder<TableDraft>();
        foreach (var match in matches)
        {
            if (KeptTable.TryRead(match, request.Now, findings) is not { } table)
                continue;

            var draft = new TableDraft(table, new RetentionRule(table, holds, request.Now));
            Fill(draft, records, names, circumstances);
            drafts.Add(draft);
            findings.AddRange(draft.Findings);
        }

        AddUnkept(request, records, matches, findings);
        return new MaintenancePlan
        {
            Database = request.Catalog.Database,
            Kind = request.Kind,
            AsOf = request.Now.ToUniversalTime(),
            Fingerprint = CatalogFingerprint.Of(request),
            Steps = Order(drafts),
            Findings = [.. findings],
            Tables = [.. drafts.Select(OutlookBuilder.Build)],
        };
    }

    static void Fill(TableDraft draft, List<DetachedPartition> records, NameBook names, PlanCircumstances circumstances)
    {
        var ofTable = records.Where(record => record.Table == draft.Table.Name).ToList();
        new PendingDetachPlanner(draft, ofTable.ToLookup(record => record.Oid), names, circumstances).Plan();
        if (!draft.Table.Understood)
            return;

        new DetachedTables(draft, ofTable, circumstances).Plan();
        new CreationPlanner(draft, names).Plan();
        new RetentionPlanner(draft, circumstances).Plan();
        if (StrayRowsFinding.Others(draft) is { } strays)
            draft.Findings.Add(strays);

        if (RunwayCheck.Check(draft) is { } runway)
            draft.Findings.Add(runway);
    }

    // Creation comes before retirement for all tables, and what holds now before everything else: inserts must never fail.
    static ImmutableArray<PlanStep> Order(IReadOnlyCollection<TableDraft> drafts) =>
    [
        .. drafts.SelectMany(draft => draft.Finalize),
        .. drafts.SelectMany(draft => draft.Attach.OrderBy(step => step.Range.From)),
        .. drafts.SelectMany(draft => draft.CreateCurrent),
        .. drafts.SelectMany(draft => draft.CreateOther),
        .. drafts.SelectMany(draft => draft.RetireOldestFirst),
    ];

    static void AddUnkept(PlanRequest request, List<DetachedPartition> records, ImmutableArray<PolicyMatch> matches, List<Finding> findings)
    {
        var kept = matches.Select(match => match.Table.Name).ToHashSet();
        findings.AddRange(
            from record in records
            where record.Then == RetentionAction.Drop && record.State is DetachedState.Detached or DetachedState.Pending
            where !kept.Contains(record.Table) && (request.OnlyTable?.Matches(record.Table) ?? true)
            orderby record.Table, record.Partition
            select DetachedTables.KeptFinding(record, $"no policy keeps {record.Table} any more"));
    }
}
