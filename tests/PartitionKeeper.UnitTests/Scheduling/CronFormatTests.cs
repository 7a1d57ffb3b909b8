using PartitionKeeper.Scheduling;

namespace PartitionKeeper.UnitTests.Scheduling;

/// <summary>Every refusal names the field, what was found and what would be right.</summary>
public sealed class CronFormatTests
{
    const string Days = "use 1 to 31, L, L-3, LW or 15W", Months = "use 1 to 12 or JAN to DEC";
    const string Weekdays = "use 0 to 7 (0 and 7 are Sunday), SUN to SAT, 5L or FRI#2";
    const string FiveFields = "write 5: minute, hour, day of month, month, day of week";
    const string Alone = "L, W and # belong to one value alone, not to a list, a range or a step";

    [Theory]
    [InlineData("", "found 0 fields in ''; " + FiveFields)]
    [InlineData(" \t ", "found 0 fields in ' \t '; " + FiveFields)]
    [InlineData("* * * *", "found 4 fields in '* * * *'; " + FiveFields)]
    [InlineData("0 * * * * *", "found 6 fields in '0 * * * * *'; " + FiveFields)]
    [InlineData("@daily @daily", "macro: found '@daily @daily'; use @yearly, ")]
    [InlineData("@", "macro: found '@'; use @yearly, @annually, @monthly, @weekly, @daily, @midnight, @hourly, @every_minute or @every_second")]
    [InlineData("@fortnightly", "macro: found '@fortnightly'; use @yearly")]
    [InlineData("60 * * * *", "minute: found '60'; use 0 to 59")]
    [InlineData("-1 * * * *", "minute: found '' in '-1'; use 0 to 59")]
    [InlineData("005 * * * *", "minute: found '005'; use 0 to 59")]
    [InlineData("1.5 * * * *", "minute: found '1.5'; use 0 to 59")]
    [InlineData("x * * * *", "minute: found 'x'; use 0 to 59")]
    [InlineData("٣ * * * *", "minute: found '٣'; use 0 to 59")]
    [InlineData("L * * * *", "minute: found 'L'; use 0 to 59")]
    [InlineData("H * * * *", "minute: found 'H'; use 0 to 59")]
    [InlineData("MON * * * *", "minute: found 'MON'; use 0 to 59")]
    [InlineData("1, * * * *", "minute: found '' in '1,'; use 0 to 59")]
    [InlineData(",1 * * * *", "minute: found '' in ',1'; use 0 to 59")]
    [InlineData("1-2-3 * * * *", "minute: found '2-3' in '1-2-3'; use 0 to 59")]
    [InlineData("1- * * * *", "minute: found '' in '1-'; use 0 to 59")]
    [InlineData("*,5 * * * *", "minute: found '*,5'; nothing but a step such as */5 can follow the *")]
    [InlineData("5,* * * * *", "minute: found '*' in '5,*'; use 0 to 59")]
    [InlineData("**  * * * *", "minute: found '**'; nothing but a step such as */5 can follow the *")]
    [InlineData("*/0 * * * *", "minute: found '0' in '*/0'; a step is 1 to 59")]
    [InlineData("*/60 * * * *", "minute: found '60' in '*/60'; a step is 1 to 59")]
    [InlineData("*/ * * * *", "minute: found '' in '*/'; a step is 1 to 59")]
    [InlineData("5/x * * * *", "minute: found 'x' in '5/x'; a step is 1 to 59")]
    [InlineData("5/1/2 * * * *", "minute: found '1/2' in '5/1/2'; a step is 1 to 59")]
    [InlineData("*/5,30 * * * *", "minute: found '5,30' in '*/5,30'; a step is 1 to 59")]
    [InlineData("* 24 * * *", "hour: found '24'; use 0 to 23")]
    [InlineData("* */24 * * *", "hour: found '24' in '*/24'; a step is 1 to 23")]
    [InlineData("* 1,25 * * *", "hour: found '25' in '1,25'; use 0 to 23")]
    [InlineData("* * 0 * *", "day of month: found '0'; " + Days)]
    [InlineData("* * 32 * *", "day of month: found '32'; " + Days)]
    [InlineData("* * LL * *", "day of month: found 'LL'; " + Days + ", alone in the field")]
    [InlineData("* * L,15 * *", "day of month: found 'L,15'; " + Days + ", alone in the field")]
    [InlineData("* * 15,L * *", "day of month: found 'L' in '15,L'; " + Days)]
    [InlineData("* * L-31 * *", "day of month: found '31' in 'L-31'; days before the last are 0 to 30")]
    [InlineData("* * L- * *", "day of month: found '' in 'L-'; days before the last are 0 to 30")]
    [InlineData("* * L-x * *", "day of month: found 'x' in 'L-x'; days before the last are 0 to 30")]
    [InlineData("* * W * *", "day of month: found '' in 'W'; " + Days)]
    [InlineData("* * 0W * *", "day of month: found '0' in '0W'; " + Days)]
    [InlineData("* * 1-5W * *", "day of month: found '1-5W'; " + Alone)]
    [InlineData("* * 1W,2W * *", "day of month: found '1W,2W'; " + Alone)]
    [InlineData("* * *W * *", "day of month: found '*W'; " + Alone)]
    [InlineData("* * 1W-5 * *", "day of month: found '1W' in '1W-5'; " + Days)]
    [InlineData("* * FRI * *", "day of month: found 'FRI'; " + Days)]
    [InlineData("* * * 0 *", "month: found '0'; " + Months)]
    [InlineData("* * * 13 *", "month: found '13'; " + Months)]
    [InlineData("* * * JANUARY *", "month: found 'JANUARY'; " + Months)]
    [InlineData("* * * JA *", "month: found 'JA'; " + Months)]
    [InlineData("* * * */13 *", "month: found '13' in '*/13'; a step is 1 to 12")]
    [InlineData("* * * * 8", "day of week: found '8'; " + Weekdays)]
    [InlineData("* * * * FOO", "day of week: found 'FOO'; " + Weekdays)]
    [InlineData("* * * * L", "day of week: found '' in 'L'; " + Weekdays)]
    [InlineData("* * * * 8L", "day of week: found '8' in '8L'; " + Weekdays)]
    [InlineData("* * * * 1-5L", "day of week: found '1-5L'; " + Alone)]
    [InlineData("* * * * MON,FRIL", "day of week: found 'MON,FRIL'; " + Alone)]
    [InlineData("* * * * FRI#0", "day of week: found '0' in 'FRI#0'; the number after # is 1 to 5")]
    [InlineData("* * * * FRI#6", "day of week: found '6' in 'FRI#6'; the number after # is 1 to 5")]
    [InlineData("* * * * FRI#", "day of week: found '' in 'FRI#'; the number after # is 1 to 5")]
    [InlineData("* * * * #2", "day of week: found '' in '#2'; " + Weekdays)]
    [InlineData("* * * * MON#1,TUE", "day of week: found '1,TUE' in 'MON#1,TUE'; the number after # is 1 to 5")]
    [InlineData("* * * * MON,TUE#1", "day of week: found 'MON,TUE#1'; " + Alone)]
    [InlineData("* * * * 1W", "day of week: found '1W'; " + Weekdays)]
    [InlineData("* * * * 1\n", "day of week: found '1\n'; " + Weekdays)]
    public void Says_what_is_wrong(string expression, string message)
    {
        var error = Assert.Throws<CronFormatException>(() => CronExpression.Parse(expression));

        Assert.StartsWith(message, error.Message);
        Assert.False(CronExpression.TryParse(expression, out var cron));
        Assert.Null(cron);
    }

    [Theory]
    [InlineData("* * * * *", "found 5 fields in '* * * * *'; write 6: second, minute, hour, day of month, month, day of week")]
    [InlineData("60 * * * * *", "second: found '60'; use 0 to 59")]
    [InlineData("0 60 * * * *", "minute: found '60'; use 0 to 59")]
    public void Says_what_is_wrong_with_six_fields(string expression, string message)
    {
        var error = Assert.Throws<CronFormatException>(() => CronExpression.Parse(expression, CronFormat.IncludeSeconds));

        Assert.Equal(message, error.Message);
        Assert.False(CronExpression.TryParse(expression, CronFormat.IncludeSeconds, out _));
    }

    [Fact]
    public void Tries_and_succeeds()
    {
        Assert.True(CronExpression.TryParse("0 2 * * *", out var standard));
        Assert.True(CronExpression.TryParse("0 0 2 * * *", CronFormat.IncludeSeconds, out var seconds));

        Assert.Equal(standard, seconds);
    }

    [Fact]
    public void Refuses_null() => Assert.Throws<ArgumentNullException>(() => CronExpression.Parse(null!));

    /// <summary>Whatever is thrown at it, the parser accepts or refuses; it does not crash.</summary>
    [Theory, InlineData(1), InlineData(2), InlineData(3)]
    public void Refuses_noise_with_a_message_of_one_line(int seed)
    {
        const string Letters = "0123456789*?-/,#LWlw @MONJANFRI";
        var random = new Random(seed);

        for (var round = 0; round < 3_000; round++)
        {
            var fields = Enumerable.Range(0, 5).Select(_ => new string(random.GetItems(Letters.AsSpan(), random.Next(1, 5))));
            var expression = string.Join(' ', fields);

            try
            {
                var cron = CronExpression.Parse(expression);

                Assert.Equal(cron.ToString(), CronExpression.Parse(cron.ToString()).ToString());
            }
            catch (CronFormatException e)
            {
                Assert.DoesNotContain('\n', e.Message);
            }
        }
    }
}
