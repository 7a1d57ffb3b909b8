using PartitionKeeper.Planning;
using static PartitionKeeper.UnitTests.Planning.Zones;

namespace PartitionKeeper.UnitTests.Planning;

/// <summary>What holds for every interval, zone and time.</summary>
public sealed class RangeGridProperties
{
    const int Cases = 250;

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 12)];

    [Theory, MemberData(nameof(Seeds))]
    public void Ranges_hold_their_times_and_tile(int seed) => Each(seed, (grid, time, random, where) =>
    {
        var range = grid.RangeAt(time);
        Assert.True(range.Contains(time), $"{where}: {range} does not hold it");
        Assert.Equal((TimeSpan.Zero, TimeSpan.Zero), (range.From.Offset, range.To.Offset));

        for (var i = 0; i < 5; i++)
        {
            var within = new DateTimeOffset(random.NextInt64(range.From.UtcTicks, range.To.UtcTicks), TimeSpan.Zero);
            Assert.True(grid.RangeAt(within) == range, $"{where}: {range}, but {grid.RangeAt(within)} at {within:O}");
        }

        Assert.True(
            grid.RangeAt(range.From) == range && grid.RangeAt(range.To.AddTicks(-1)) == range, $"{where}: {range} is another one at its ends");
        if (range.To < DateTimeOffset.MaxValue)
            Assert.True(grid.Next(range).From == range.To, $"{where}: {range} is followed by {grid.Next(range)}");
        if (range.From > DateTimeOffset.MinValue)
            Assert.True(
                grid.RangeAt(range.From.AddTicks(-1)).To == range.From, $"{where}: {range} follows {grid.RangeAt(range.From.AddTicks(-1))}");
    });

    /// <summary>Compared with what .NET says of wall-clock times, wherever it is sure of them.</summary>
    [Theory, MemberData(nameof(Seeds))]
    public void Ranges_begin_on_the_grid_of_the_wall_clock(int seed) => Each(seed, (grid, time, _, where) =>
    {
        var from = grid.RangeAt(time).From;
        if (from.Year is < 1900 or > 2100)
            return;

        var wall = TimeZoneInfo.ConvertTime(from, grid.Zone).DateTime;
        var beforeGap = TimeZoneInfo.ConvertTime(from.AddTicks(-1), grid.Zone).DateTime.AddTicks(1);
        Assert.True(OnGrid(wall, grid.Interval) || beforeGap < wall, $"{where}: begins at {wall:O}");
    });

    [Theory, MemberData(nameof(Seeds))]
    public void Neighbours_have_names_of_their_own(int seed) => Each(seed, (grid, time, _, where) =>
    {
        var template = PartitionNameTemplate.DefaultFor(grid.Interval);
        var names = grid.Ranges(time, DateTimeOffset.MaxValue).Take(30)
            .Select(range => template.NameFor(new TableName("public", "calls"), range, grid.Zone)).ToList();

        Assert.True(names.Distinct().Count() == names.Count, $"{where}: {string.Join(", ", names)}");
    });

    static bool OnGrid(DateTime wall, PartitionInterval interval) => interval.Unit switch
    {
        CalendarUnit.Hour => wall.Ticks % TimeSpan.TicksPerHour == 0,
        CalendarUnit.Day => wall.TimeOfDay == TimeSpan.Zero,
        CalendarUnit.Week => wall.TimeOfDay == TimeSpan.Zero && wall.DayOfWeek == DayOfWeek.Monday,
        CalendarUnit.Month => wall.TimeOfDay == TimeSpan.Zero && wall.Day == 1,
        CalendarUnit.Quarter => wall.TimeOfDay == TimeSpan.Zero && wall is { Day: 1, Month: 1 or 4 or 7 or 10 },
        _ => wall.TimeOfDay == TimeSpan.Zero && wall.DayOfYear == 1,
    };

    static void Each(int seed, Action<RangeGrid, DateTimeOffset, Random, string> check)
    {
        var random = new Random(seed);
        for (var i = 0; i < Cases; i++)
        {
            var grid = new RangeGrid(AnyInterval(random), Any(random));
            var time = AnyTime(random, grid.Zone);
            check(grid, time, random, $"seed {seed}, {grid.Interval} in {grid.Zone.Id} at {time:O}");
        }
    }
}
