using System.Diagnostics;
using System.Globalization;

namespace PartitionKeeper.Planning;

/// <summary>What a token of a <see cref="PartitionNameTemplate"/> stands for.</summary>
enum NameToken { Schema, Table, Year, Month, Day, Hour, Quarter, Week }

static class NameTokens
{
    /// <summary>For messages.</summary>
    public const string All = "{schema}, {table}, {yyyy}, {MM}, {dd}, {HH}, {Q} and {ww}";

    public static string Word(this NameToken token) => token switch
    {
        NameToken.Schema => "{schema}",
        NameToken.Table => "{table}",
        NameToken.Year => "{yyyy}",
        NameToken.Month => "{MM}",
        NameToken.Day => "{dd}",
        NameToken.Hour => "{HH}",
        NameToken.Quarter => "{Q}",
        NameToken.Week => "{ww}",
        _ => throw new UnreachableException(),
    };

    /// <summary>Case counts: {MM} is the month, and {mm} nothing.</summary>
    public static NameToken? Read(string word) => word switch
    {
        "{schema}" => NameToken.Schema,
        "{table}" => NameToken.Table,
        "{yyyy}" => NameToken.Year,
        "{MM}" => NameToken.Month,
        "{dd}" => NameToken.Day,
        "{HH}" => NameToken.Hour,
        "{Q}" => NameToken.Quarter,
        "{ww}" => NameToken.Week,
        _ => null,
    };

    /// <summary>The token that was probably meant by a word that is none.</summary>
    public static NameToken? Guess(string word) => word.ToLowerInvariant() switch
    {
        "{yyyy}" or "{yy}" or "{year}" => NameToken.Year,
        "{mm}" or "{month}" => NameToken.Month,
        "{dd}" or "{day}" => NameToken.Day,
        "{hh}" or "{hour}" => NameToken.Hour,
        "{q}" or "{quarter}" => NameToken.Quarter,
        "{ww}" or "{week}" => NameToken.Week,
        "{table}" or "{name}" => NameToken.Table,
        "{schema}" => NameToken.Schema,
        _ => null,
    };

    /// <summary>Digits that the token always has; zero for schema and table.</summary>
    public static int Width(this NameToken token) => token switch
    {
        NameToken.Schema or NameToken.Table => 0,
        NameToken.Year => 4,
        NameToken.Quarter => 1,
        _ => 2,
    };

    /// <summary>The number that stands in a name, for a wall-clock start; zero for schema and table.</summary>
    /// <param name="isoYear">The year is the one of the ISO week.</param>
    public static int Value(this NameToken token, DateTime start, bool isoYear) => token switch
    {
        NameToken.Year => isoYear ? ISOWeek.GetYear(start) : start.Year,
        NameToken.Month => start.Month,
        NameToken.Day => start.Day,
        NameToken.Hour => start.Hour,
        NameToken.Quarter => (start.Month + 2) / 3,
        NameToken.Week => ISOWeek.GetWeekOfYear(start),
        _ => 0,
    };
}
