using System.Collections.Immutable;
using PartitionKeeper.Planning;

namespace PartitionKeeper.UnitTests.Planning;

/// <summary>Any catalog, policies and clock that might be met, made from a seed.</summary>
sealed class RandomWorld
{
    static readonly string[] Zones = ["UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Pacific/Apia", "Asia/Kathmandu", "America/Sao_Paulo", "Africa/Casablanca"];
    static readonly string[] Intervals =
        ["1 hour", "2 hours", "6 hours", "1 day", "1 day", "3 days", "1 week", "2 weeks", "1 month", "1 month", "1 month", "2 months", "1 quarter", "1 year"];
    static readonly (KeyType Type, string Name, KeyEncoding Encoding)[] Keys =
    [
        (KeyType.TimestampTz, "timestamp with time zone", KeyEncoding.FromType),
        (KeyType.TimestampTz, "timestamp with time zone", KeyEncoding.FromType),
        (KeyType.Timestamp, "timestamp without time zone", KeyEncoding.FromType),
        (KeyType.Date, "date", KeyEncoding.FromType),
        (KeyType.Integer, "integer", KeyEncoding.UnixSeconds),
        (KeyType.BigInt, "bigint", KeyEncoding.UnixMilliseconds),
        (KeyType.Numeric, "numeric(20,0)", KeyEncoding.UnixMicroseconds),
        (KeyType.Uuid, "uuid", KeyEncoding.UuidV7),
        (KeyType.Text, "text", KeyEncoding.Ulid),
    ];

    readonly Random _random;
    uint _oid = 20_000;

    public RandomWorld(int seed)
    {
        (Seed, _random) = (seed, new Random(seed));
        Now = new DateTimeOffset(2001, 1, 1, 0, 0, 0, TimeSpan.Zero).AddSeconds(_random.NextInt64(37L * 365 * 86_400));
        if (Chance(0.2))
            Now = new DateTimeOffset(Now.Year, Now.Month, 1, 0, 0, 0, TimeSpan.Zero);

        var tables = Enumerable.Range(0, _random.Next(1, 4)).Select(MakeTable).ToList();
        Catalog = new DatabaseCatalog
        {
            Database = "Default",
            ServerVersion = 150018,
            ServerTime = Now,
            Tables = [.. tables.Select(made => made.Table).OrderBy(table => table.Name)],
            Relations = [.. tables.SelectMany(made => made.Relations)],
            Detached = [.. tables.SelectMany(made => made.Records)],
            Holds = [.. tables.SelectMany(made => made.Holds)],
        };
        Policies = [.. tables.Select(made => made.Policy)];
    }

    public int Seed { get; }

    public DateTimeOffset Now { get; }

    public DatabaseCatalog Catalog { get; }

    public ImmutableArray<PartitionPolicy> Policies { get; }

    public PlanRequest Request(RunKind kind = RunKind.Full) => new() { Catalog = Catalog, Policies = Policies, Now = Now, Kind = kind };

    public PartitionPolicy PolicyOf(TableName table) => Policies.First(policy => policy.Table.Matches(table));

    public TimeKey KeyOf(TableName table) =>
        TimeKey.TryCreate(Catalog.Tables.Single(other => other.Name == table).Key[0], PolicyOf(table).Key, PolicyOf(table).TimeZone, out _)!;

    Made MakeTable(int number)
    {
        var (type, typeName, encoding) = Pick(Keys);
        var interval = PlannerScenario.Interval(Pick(type == KeyType.Date ? [.. Intervals.Where(text => !text.Contains("hour"))] : Intervals));
        var name = new TableName("public", Chance(0.15) ? new string('n', 60) + number : $"table{number}");
        var policy = new PartitionPolicy(
            PlannerScenario.Pattern(name.ToString()), "Default", interval, _random.Next(0, 7), PartitionNameTemplate.DefaultFor(interval),
            TimeZoneInfo.FindSystemTimeZoneById(Pick(Zones)), encoding, Chance(0.8) ? DefaultPartitionAction.Drain : DefaultPartitionAction.Refuse, MakeRetention(interval));
        var column = new PartitionKeyColumn("at", type, typeName);
        var key = TimeKey.TryCreate(column, encoding, policy.TimeZone, out _)!;
        return new RandomTable(_random, () => _oid++, name, policy, key, column, key.Now(Now), Now).Make();
    }

    Retention? MakeRetention(PartitionInterval interval)
    {
        if (Chance(0.25))
            return null;

        var keep = Chance(0.7) ? new CalendarDuration(_random.Next(0, 12) * interval.Count, interval.Unit) : new CalendarDuration(_random.Next(0, 400), CalendarUnit.Day);
        var then = Chance(0.65) ? RetentionAction.Drop : Chance(0.7) ? RetentionAction.Detach : RetentionAction.Archive;
        return new Retention(keep, then, new CalendarDuration(Chance(0.6) ? 0 : _random.Next(1, 30), CalendarUnit.Day), null, Chance(0.8) ? 24 : _random.Next(0, 4));
    }

    bool Chance(double chance) => _random.NextDouble() < chance;

    T Pick<T>(T[] items) => items[_random.Next(items.Length)];
}

/// <summary>A random table with what belongs to it.</summary>
sealed record Made(PartitionedTable Table, PartitionPolicy Policy, List<OtherRelation> Relations, List<DetachedPartition> Records, List<Hold> Holds);
