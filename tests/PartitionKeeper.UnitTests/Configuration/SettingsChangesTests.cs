using System.Collections.Immutable;
using PartitionKeeper.Configuration;

namespace PartitionKeeper.UnitTests.Configuration;

public sealed class SettingsChangesTests
{
    const string Calls = """{ "Table": "public.calls" }""";
    const string Turns = """{ "Table": "public.turns", "Premake": 6, "Retention": { "Keep": "12 months" } }""";

    [Fact]
    public void A_table_put_in_front_of_the_others_is_the_only_change() => Assert.Equal(
        [
            "PartitionKeeper:Tables:public.turns:Table: none → public.turns",
            "PartitionKeeper:Tables:public.turns:Premake: none → 6",
            "PartitionKeeper:Tables:public.turns:Retention:Keep: none → 12 months",
        ],
        Between(Calls, $"{Turns}, {Calls}"));

    [Fact]
    public void A_table_taken_out_is_said_by_what_it_said() => Assert.Equal(
        [
            "PartitionKeeper:Tables:public.turns:Table removed",
            "PartitionKeeper:Tables:public.turns:Premake removed",
            "PartitionKeeper:Tables:public.turns:Retention:Keep removed",
        ],
        Between($"{Turns}, {Calls}", Calls));

    [Fact]
    public void The_order_of_tables_counts() =>
        Assert.Equal(["PartitionKeeper:Tables are in another order"], Between($"{Turns}, {Calls}", $"{Calls}, {Turns}"));

    [Fact]
    public void A_default_that_is_written_down_is_no_change() => Assert.Empty(Between(Calls, """{ "Table": "public.calls", "Premake": 3 }"""));

    [Fact]
    public void The_same_table_of_two_databases_is_told_apart() => Assert.Equal(
        ["PartitionKeeper:Tables:public.calls in Other:Premake: 3 → 4"],
        Between($$"""{{Calls}}, { "Table": "public.calls", "Database": "Other" }""", $$"""{{Calls}}, { "Table": "public.calls", "Database": "Other", "Premake": 4 }"""));

    static ImmutableArray<string> Between(string before, string after) => SettingsChanges.Between(Document(before), Document(after));

    static SettingsDocument Document(string tables) => SettingsText.Load(
        $$"""{ "ConnectionStrings": { "Default": "Host=x", "Other": "Host=y" }, "PartitionKeeper": { "Tables": [ {{tables}} ] } }""").Document;
}
