using PartitionKeeper.Planning;

namespace PartitionKeeper.Postgres;

/// <summary>
/// Reads <c>2026-11-01</c>, <c>2026-11-01 00:00:00.5</c>, <c>2026-11-01 00:00:00+05:30:20</c>, <c>0044-03-15 BC</c>, <c>10000-01-01</c>: the forms in which
/// PostgreSQL prints dates and times under <c>DateStyle</c> ISO. The framework's parsers know neither such years nor such offsets.
/// </summary>
ref struct DateTimeText
{
    ReadOnlySpan<char> _rest;

    /// <returns>Null when the text is not such a value of the type.</returns>
    public static BoundValue? Read(string text, KeyType type)
    {
        var reader = new DateTimeText { _rest = text };
        return reader.Read(type, text);
    }

    BoundValue? Read(KeyType type, string text)
    {
        var before = _rest.EndsWith(" BC");
        if (before)
            _rest = _rest[..^3];
        if (!Digits(4, 7, out var year) || !Take('-') || !Digits(2, 2, out var month) || !Take('-') || !Digits(2, 2, out var day) || !IsDay(year, month, day, before))
            return null;

        if (type == KeyType.Date)
            return !_rest.IsEmpty ? null : before || year > 9999 ? new BoundValue.BeyondCalendar(text, before) : new BoundValue.Date(new DateOnly(year, month, day));
        if (!Time(out var time))
            return null;

        var offset = TimeSpan.Zero;
        if (!_rest.IsEmpty && (type == KeyType.Timestamp || !Offset(out offset) || !_rest.IsEmpty))
            return null;
        if (before || year > 9999)
            return new BoundValue.BeyondCalendar(text, before);

        var local = new DateTime(year, month, day).Ticks + time.Ticks;
        if (type == KeyType.Timestamp)
            return new BoundValue.LocalTime(new DateTime(local));
        var utc = local - offset.Ticks;
        return utc < DateTime.MinValue.Ticks || utc > DateTime.MaxValue.Ticks
            ? new BoundValue.BeyondCalendar(text, utc < 0)
            : new BoundValue.Instant(new DateTimeOffset(utc, TimeSpan.Zero));
    }

    static bool IsDay(int year, int month, int day, bool before) =>
        year >= 1 && month is >= 1 and <= 12 && day >= 1 && day <= (before || year > 9999 ? 31 : DateTime.DaysInMonth(year, month));

    /// <summary><c> 23:59:59.999999</c>; PostgreSQL prints fractions without trailing zeros.</summary>
    bool Time(out TimeSpan time)
    {
        time = default;
        if (!Take(' ') || !Digits(2, 2, out var hour) || !Take(':') || !Digits(2, 2, out var minute) || !Take(':') || !Digits(2, 2, out var second))
            return false;

        var ticks = 0;
        if (Take('.'))
        {
            var before = _rest.Length;
            if (!Digits(1, 7, out ticks))
                return false;
            for (var digits = before - _rest.Length; digits < 7; digits++)
                ticks *= 10;
        }

        time = new TimeSpan(hour, minute, second) + TimeSpan.FromTicks(ticks);
        return hour < 24 && minute < 60 && second < 60;
    }

    /// <summary><c>+05</c>, <c>-03:30</c>, <c>+00:19:32</c>.</summary>
    bool Offset(out TimeSpan offset)
    {
        offset = default;
        var west = Take('-');
        if ((!west && !Take('+')) || !Digits(2, 2, out var hours))
            return false;

        var (minutes, seconds) = (0, 0);
        if (Take(':') && (!Digits(2, 2, out minutes) || (Take(':') && !Digits(2, 2, out seconds))))
            return false;

        offset = new TimeSpan(hours, minutes, seconds) * (west ? -1 : 1);
        return hours < 16 && minutes < 60 && seconds < 60;
    }

    bool Take(char c)
    {
        if (_rest.IsEmpty || _rest[0] != c)
            return false;

        _rest = _rest[1..];
        return true;
    }

    bool Digits(int least, int most, out int value)
    {
        (value, var count) = (0, 0);
        while (count < _rest.Length && count < most && char.IsAsciiDigit(_rest[count]))
            value = (value * 10) + (_rest[count++] - '0');
        _rest = _rest[count..];
        return count >= least;
    }
}
