using System.Collections.Immutable;
using PartitionKeeper.Planning;

namespace PartitionKeeper.Configuration;

/// <summary>Where an archive is.</summary>
abstract record ArchiveLocation
{
    ArchiveLocation()
    {
    }

    /// <param name="Path">Absolute.</param>
    public sealed record Folder(string Path) : ArchiveLocation
    {
        public override string ToString() => $"file://{Path}";
    }

    /// <param name="Prefix">Without slashes at its ends; may be empty.</param>
    public sealed record ObjectStore(string Bucket, string Prefix) : ArchiveLocation
    {
        public override string ToString() => $"s3://{Bucket}/{Prefix}".TrimEnd('/');
    }

    /// <param name="error">What is wrong, without repeating the text: it may hold credentials.</param>
    public static bool TryParse(string text, out ArchiveLocation? location, out string? error)
    {
        (location, error) = Read(text.Trim());
        return location is not null;
    }

    static (ArchiveLocation?, string?) Read(string text)
    {
        const string right = "write file:///folder or s3://bucket/prefix";

        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || !text.Contains("://", StringComparison.Ordinal))
            return (null, $"is not the address of a store; {right}");

        if (uri.UserInfo.Length > 0)
            return (null, "must not hold credentials; they come from the AWS SDK's usual places, such as AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY");

        if (uri.Query.Length > 0 || uri.Fragment.Length > 0)
            return (null, $"must have neither ? nor #; {right}");

        return uri.Scheme switch
        {
            "file" when uri.Host.Length > 0 => (null, $"names the host \"{uri.Host}\"; a folder has three slashes: file:///{uri.Host}{uri.AbsolutePath}"),
            "file" when uri.LocalPath.TrimEnd('/').Length == 0 => (null, "must name a folder below the root: file:///folder"),
            "file" => (new Folder(uri.LocalPath.TrimEnd('/')), null),
            "s3" when !IsBucket(uri.Host) => (null, "must name a bucket of 3 to 63 lower-case letters, digits, dots and hyphens: s3://bucket/prefix"),
            "s3" => (new ObjectStore(uri.Host, Uri.UnescapeDataString(uri.AbsolutePath).Trim('/')), null),
            _ => (null, $"\"{uri.Scheme}\" is not a kind of store; {right}"),
        };
    }

    static bool IsBucket(string host) =>
        host.Length is >= 3 and <= 63
        && char.IsAsciiLetterOrDigit(host[0]) && char.IsAsciiLetterOrDigit(host[^1])
        && host.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '.' or '-');
}

/// <summary>The store of one policy that does not use the global one.</summary>
sealed record TableArchive(TablePattern Table, string Database, ArchiveLocation Store);

/// <summary>The configuration's <c>Archive</c>, global and by table.</summary>
/// <param name="Store">The global store; null: none.</param>
sealed record ArchiveSettings(ArchiveLocation? Store, ImmutableArray<TableArchive> Tables)
{
    public static ArchiveSettings None { get; } = new(null, []);

    /// <summary>Never null for a policy that archives: the configuration is refused otherwise.</summary>
    public ArchiveLocation? StoreFor(PartitionPolicy policy) =>
        Tables.FirstOrDefault(own => own.Table == policy.Table && own.Database.Equals(policy.Database, StringComparison.OrdinalIgnoreCase))?.Store ?? Store;
}
