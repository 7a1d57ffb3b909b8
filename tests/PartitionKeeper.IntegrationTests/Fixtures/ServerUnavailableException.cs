namespace PartitionKeeper.IntegrationTests.Fixtures;

/// <summary>This way of getting a server is not open here; the message says why.</summary>
public sealed class ServerUnavailableException(string message) : Exception(message);
