using PartitionKeeper.Configuration;
using PartitionKeeper.Maintenance;
using PartitionKeeper.Planning;
using PartitionKeeper.Scheduling;
using PartitionKeeper.UnitTests.Configuration;
using PartitionKeeper.UnitTests.Maintenance;
using PartitionKeeper.UnitTests.Planning;

namespace PartitionKeeper.UnitTests.Scheduling;

public sealed class WorkerAgendaTests
{
    static readonly KeeperSettings Settings = SettingsText.Valid(SettingsText.With("\"Schedule\": \"0 2 1 * *\", \"Reconcile\": \"1 day\""));

    readonly WorkerAgenda _agenda = new(Settings, new Random(1));

    [Fact]
    public void All_is_due_at_start_and_history_tells_the_kind()
    {
        _agenda.StartOver(Utc("2026-11-21 12:00"), kind: null);

        Assert.Null(Assert.Single(_agenda.TakeDue(Utc("2026-11-21 12:00"))).Kind);
        Assert.Empty(_agenda.TakeDue(Utc("2026-11-21 12:00")));
    }

    [Fact]
    public void Reconciles_a_day_later_and_is_full_on_the_schedule()
    {
        RunAt("2026-11-21 12:00", MaintenanceStatus.NothingToDo);
        Assert.Equal(Utc("2026-11-22 12:00"), _agenda.Next);

        RunAt("2026-11-30 12:00", MaintenanceStatus.NothingToDo);
        Assert.Equal(Utc("2026-12-01 02:00"), _agenda.Next);

        Assert.Empty(_agenda.TakeDue(Utc("2026-12-01 01:59:59")));
        Assert.Equal(RunKind.Full, Assert.Single(_agenda.TakeDue(Utc("2026-12-01 02:00"))).Kind);
        _agenda.Note([Report(MaintenanceStatus.Done)], Utc("2026-12-01 02:01"));
        Assert.Equal(Utc("2026-12-02 02:01"), _agenda.Next);
    }

    [Fact]
    public void Many_missed_occurrences_make_one_run()
    {
        RunAt("2026-11-21 12:00", MaintenanceStatus.NothingToDo);

        Assert.Single(_agenda.TakeDue(Utc("2027-06-15")));
        _agenda.Note([Report(MaintenanceStatus.Done)], Utc("2027-06-15"));
        Assert.Equal(Utc("2027-06-16"), _agenda.Next);
    }

    [Fact]
    public void A_failed_full_run_is_made_up_for_at_the_next_reconcile()
    {
        RunAt("2026-12-01 02:00", MaintenanceStatus.NothingToDo);
        RunAt("2027-01-01 02:00", MaintenanceStatus.Failed);

        Assert.Equal(RunKind.Full, Assert.Single(_agenda.TakeDue(_agenda.Next!.Value)).Kind);
    }

    [Fact]
    public void A_lock_that_was_not_granted_is_tried_again_within_the_hour()
    {
        _agenda.StartOver(Utc("2026-12-01 01:00"), kind: null);
        _agenda.TakeDue(Utc("2026-12-01 02:00"));
        _agenda.Note([Reports.Of(MaintenanceStatus.Deferred, Reports.Plan, [Reports.NoLock(Reports.Plan.Steps[3], detachPending: true)])], Utc("2026-12-01 02:00"));

        Assert.Equal(Utc("2026-12-01 02:15"), _agenda.Next);
        Assert.Equal(RunKind.Full, Assert.Single(_agenda.TakeDue(Utc("2026-12-01 02:15"))).Kind);
    }

    [Fact]
    public void A_database_that_is_away_is_tried_less_and_less_often_up_to_5_minutes()
    {
        var now = Utc("2026-11-21 12:00");
        var waits = new List<double>();
        _agenda.StartOver(now, kind: null);

        for (var attempt = 0; attempt < 12; attempt++)
        {
            Assert.Null(Assert.Single(_agenda.TakeDue(now)).Kind);
            _agenda.Note([Report(MaintenanceStatus.Unavailable)], now);
            waits.Add((_agenda.Next!.Value - now).TotalSeconds);
            now = _agenda.Next.Value;
        }

        Assert.InRange(waits[0], 0.75, 1);
        Assert.InRange(waits[3], 6, 8);
        Assert.All(waits[9..], wait => Assert.InRange(wait, 225, 300));
    }

    [Fact]
    public void A_full_run_stays_owed_while_the_database_is_away()
    {
        _agenda.StartOver(Utc("2026-12-01 01:00"), kind: null);
        _agenda.TakeDue(Utc("2026-12-01 02:00"));
        _agenda.Note([Report(MaintenanceStatus.Unavailable)], Utc("2026-12-01 02:00"));

        Assert.Equal(RunKind.Full, Assert.Single(_agenda.TakeDue(Utc("2026-12-01 02:01"))).Kind);
    }

    [Theory]
    [InlineData("1 hour", "2026-11-21 13:00")]
    [InlineData("6 hours", "2026-11-21 18:00")]
    [InlineData("1 day", "2026-11-22 12:00")]
    [InlineData("1 month", "2026-11-22 12:00")]
    public void Partitions_that_last_for_less_than_Reconcile_are_looked_after_once_an_interval(string interval, string next)
    {
        var settings = SettingsText.Valid(SettingsText.WithTable($"\"Interval\": \"{interval}\""));
        var agenda = new WorkerAgenda(settings, new Random(1));
        agenda.StartOver(Utc("2026-11-21 12:00"), kind: null);
        agenda.TakeDue(Utc("2026-11-21 12:00"));
        agenda.Note([Report(MaintenanceStatus.NothingToDo)], Utc("2026-11-21 12:00"));

        Assert.Equal(Utc(next), agenda.Next);
    }

    [Fact]
    public void Never_reconciling_leaves_the_schedule()
    {
        var agenda = new WorkerAgenda(SettingsText.Valid(SettingsText.With("\"Reconcile\": \"never\"")), new Random(1));
        agenda.StartOver(Utc("2026-11-21 12:00"), kind: null);
        agenda.TakeDue(Utc("2026-11-21 12:00"));
        agenda.Note([Report(MaintenanceStatus.NothingToDo)], Utc("2026-11-21 12:00"));

        Assert.Equal(Utc("2026-12-01 02:00"), agenda.Next);
    }

    [Fact]
    public void Notices_a_clock_that_was_set_back_but_not_one_that_is_corrected()
    {
        _agenda.StartOver(Utc("2026-11-21 12:00"), kind: null);

        Assert.False(_agenda.ClockWentBack(Utc("2026-11-21 11:59:30")));
        Assert.True(_agenda.ClockWentBack(Utc("2026-11-21 10:00")));
        Assert.False(_agenda.ClockWentBack(Utc("2026-11-21 10:01")));
    }

    void RunAt(string now, MaintenanceStatus status)
    {
        if (_agenda.Next is null)
            _agenda.StartOver(Utc(now), kind: null);

        Assert.NotEmpty(_agenda.TakeDue(Utc(now)));
        _agenda.Note([Report(status)], Utc(now));
    }

    static MaintenanceReport Report(MaintenanceStatus status) => Reports.Of(status);

    static DateTimeOffset Utc(string time) => PlannerScenario.Utc(time);
}
