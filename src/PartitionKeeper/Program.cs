using PartitionKeeper.Cli;

return await CommandLine.RunAsync(args, TimeProvider.System);
