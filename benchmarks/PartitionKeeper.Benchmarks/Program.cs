using PartitionKeeper.Benchmarks;

if (args is not ["nothing-to-do", ..] || args.Length > 3)
{
    Console.Error.WriteLine("usage: PartitionKeeper.Benchmarks nothing-to-do [TABLES] [PARTITIONS]    (default 200 16)");
    Console.Error.WriteLine("       PARTITIONKEEPER_TEST_POSTGRES names a server on which databases may be created");
    return 64;
}

if (Environment.GetEnvironmentVariable("PARTITIONKEEPER_TEST_POSTGRES") is not { Length: > 0 } server)
{
    Console.Error.WriteLine("PARTITIONKEEPER_TEST_POSTGRES is not set; start a server with: scripts/postgres.sh start DIR");
    return 1;
}

await using var database = await BenchmarkDatabase.CreateAsync(server);
await NothingToDo.RunAsync(database, tables: Number(1, 200), partitions: Number(2, 16));
return 0;

int Number(int index, int otherwise) => args.Length > index ? int.Parse(args[index]) : otherwise;
