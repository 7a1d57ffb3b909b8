namespace PartitionKeeper.Demo;

/// <summary>PostgreSQL refuses to run as root, so root runs it as another account.</summary>
sealed class UnprivilegedAccount
{
    static readonly string[] Accounts = ["postgres", "nobody"];

    static readonly string[] Runners = ["/usr/sbin/runuser", "/sbin/runuser", "/usr/bin/setpriv"];

    readonly string? _name;
    readonly string _runner;

    UnprivilegedAccount(string? name, string runner) => (_name, _runner) = (name, runner);

    /// <exception cref="DemoException">We are root, and there is no other account or no program to change to it.</exception>
    public static UnprivilegedAccount Choose()
    {
        if (!Environment.IsPrivilegedProcess)
            return new UnprivilegedAccount(null, "");

        var known = File.ReadLines("/etc/passwd").Select(line => line.Split(':')[0]).ToHashSet();
        return new UnprivilegedAccount(
            Accounts.FirstOrDefault(known.Contains) ?? throw new DemoException("PostgreSQL does not run as root, and there is no account postgres or nobody to run it as; start the demo as an ordinary user"),
            Runners.FirstOrDefault(File.Exists)
                ?? throw new DemoException("PostgreSQL does not run as root, and there is neither runuser nor setpriv to change to another account; start the demo as an ordinary user"));
    }

    /// <summary>Gives the folder to the account.</summary>
    public Task OwnAsync(string folder, CancellationToken cancellationToken) =>
        _name is null ? Task.CompletedTask : ChildProcess.RunAsync("chown", ["-R", _name, folder], new Dictionary<string, string>(), cancellationToken);

    public Task<string> RunAsync(string program, IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        var environment = new Dictionary<string, string> { ["LC_ALL"] = "C" };
        if (_name is null)
            return ChildProcess.RunAsync(program, arguments, environment, cancellationToken);

        string[] change = _runner.EndsWith("setpriv", StringComparison.Ordinal) ? ["--reuid", _name, "--regid", _name, "--clear-groups", "--"] : ["-u", _name, "--"];
        return ChildProcess.RunAsync(_runner, [.. change, program, .. arguments], environment, cancellationToken);
    }
}
