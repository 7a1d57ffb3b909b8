using PartitionKeeper.Scheduling;

namespace PartitionKeeper.UnitTests.Scheduling;

/// <summary>Random expressions against a slow reading of the same rules: every minute of a window is looked at.</summary>
public sealed class CronPropertyTests
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 30)];

    [Theory, MemberData(nameof(Seeds))]
    public void Finds_what_stepping_through_the_minutes_finds(int seed)
    {
        var random = new Random(seed);

        for (var round = 0; round < 6; round++)
        {
            var reference = ReferenceCron.Random(random);
            var from = new DateTime(2019, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddMinutes(random.Next(12 * 365 * 24 * 60));
            var to = from.AddDays(random.Next(1, 40));

            var found = CronExpression.Parse(reference.Text).GetOccurrences(from, to);

            Assert.True(Minutes(from, to).Where(reference.Matches).SequenceEqual(found), $"{reference.Text} from {from:O} to {to:O}, seed {seed}");
        }
    }

    [Theory, MemberData(nameof(Seeds))]
    public void Finds_what_stepping_finds_where_clocks_change(int seed)
    {
        var random = new Random(seed);
        var changes = (ReadOnlySpan<(string Zone, string At)>)
        [
            ("Europe/Berlin", "2024-03-31T01:00Z"), ("Europe/Berlin", "2024-10-27T01:00Z"), ("Europe/Dublin", "2025-10-26T01:00Z"),
            ("America/New_York", "2024-03-10T07:00Z"), ("America/New_York", "2030-11-03T06:00Z"), ("America/St_Johns", "2010-11-07T02:31Z"),
            ("Australia/Lord_Howe", "2024-04-06T15:00Z"), ("Australia/Lord_Howe", "2024-10-05T15:30Z"), ("America/Sao_Paulo", "2018-11-04T03:00Z"),
            ("America/Sao_Paulo", "2018-02-18T02:00Z"), ("Africa/Cairo", "2023-04-27T22:00Z"), ("Africa/Cairo", "2023-10-26T21:00Z"),
            ("Africa/Casablanca", "2024-04-14T02:00Z"), ("Africa/Casablanca", "2024-03-10T02:00Z"), ("Asia/Pyongyang", "2018-05-04T15:00Z"),
        ];

        for (var round = 0; round < 8; round++)
        {
            var (zoneId, at) = changes[random.Next(changes.Length)];
            var zone = TimeZoneInfo.FindSystemTimeZoneById(zoneId);
            var change = DateTimeOffset.Parse(at, System.Globalization.CultureInfo.InvariantCulture).UtcDateTime;
            var reference = ReferenceCron.Random(random);

            // Not from a change itself: what is moved out of a gap belongs to the time before it.
            var from = change.AddMinutes(-1 - random.Next(2 * 24 * 60));
            var to = change.AddMinutes(1 + random.Next(2 * 24 * 60));

            var found = CronExpression.Parse(reference.Text).GetOccurrences(from, to, zone);

            Assert.True(
                Minutes(from, to).Where(minute => reference.Matches(minute, zone)).SequenceEqual(found),
                $"{reference.Text} in {zoneId} from {from:O} to {to:O}, seed {seed}");
        }
    }

    [Theory, MemberData(nameof(Seeds))]
    public void The_next_occurrence_is_later_matches_and_does_not_depend_on_the_zone_but_for_its_offset(int seed)
    {
        var random = new Random(seed);
        var plain = TimeZoneInfo.CreateCustomTimeZone("plain", TimeSpan.FromMinutes(random.Next(-14 * 60, 14 * 60)), "plain", "plain");

        for (var round = 0; round < 50; round++)
        {
            var reference = ReferenceCron.Random(random);
            var cron = CronExpression.Parse(reference.Text);
            var local = new DateTime(random.NextInt64(new DateTime(1950, 1, 1).Ticks, new DateTime(2090, 1, 1).Ticks), DateTimeKind.Utc);

            var next = cron.GetNextOccurrence(local);
            var nextInZone = cron.GetNextOccurrence(new DateTimeOffset(local.Ticks, plain.BaseUtcOffset), plain);

            Assert.Equal(next, nextInZone is { } at ? DateTime.SpecifyKind(at.DateTime, DateTimeKind.Utc) : null);
            Assert.True(next is null || (next > local && reference.Matches(next.Value)), $"{reference.Text} after {local:O}, seed {seed}");
            Assert.Equal(next, next is null ? null : cron.GetNextOccurrence(next.Value, inclusive: true));
        }
    }

    static IEnumerable<DateTime> Minutes(DateTime from, DateTime to)
    {
        for (var minute = from; minute < to; minute = minute.AddMinutes(1))
            yield return minute;
    }
}
