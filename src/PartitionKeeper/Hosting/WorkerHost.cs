using System.Collections.Immutable;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using PartitionKeeper.Configuration;
using PartitionKeeper.Http;
using PartitionKeeper.Maintenance;
using PartitionKeeper.Scheduling;
using PartitionKeeper.Status;

namespace PartitionKeeper.Hosting;

/// <summary>Puts the worker, the watch on the settings file and the HTTP endpoints into one host.</summary>
sealed class WorkerHost(SettingsWatcher watcher, TimeProvider time, ILoggerFactory logs)
{
    /// <summary>Less than the 30 s that orchestrators commonly give between SIGTERM and SIGKILL.</summary>
    static readonly TimeSpan ShutdownTimeout = TimeSpan.FromSeconds(25);

    public IHost Build()
    {
        if (watcher.Current.HttpListen is not { } listen)
        {
            var headless = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
            AddWorker(headless.Services);
            return headless.Build();
        }

        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseKestrelCore().UseUrls(listen).ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxConcurrentConnections = 100;
            kestrel.Limits.MaxRequestBodySize = 0;
        });
        builder.Services.AddRoutingCore();
        AddWorker(builder.Services);

        var app = builder.Build();
        app.MapStatus(app.Services.GetRequiredService<StatusBoard>(), app.Services.GetRequiredService<PrometheusText>(), () => watcher.Current, time);
        return app;
    }

    void AddWorker(IServiceCollection services)
    {
        services.AddSingleton(logs);
        services.Configure<ConsoleLifetimeOptions>(options => options.SuppressStatusMessages = true);
        services.Configure<HostOptions>(options => options.ShutdownTimeout = ShutdownTimeout);
        services.AddSingleton(new StatusBoard(() => [.. watcher.LastError?.Errors.Select(error => error.ToString()) ?? []], time));
        services.AddSingleton<KeeperMetrics>();
        services.AddSingleton(provider => new PrometheusText(provider.GetRequiredService<KeeperMetrics>().Meter));
        services.AddSingleton(Worker);
        services.AddHostedService(_ => watcher);
        services.AddHostedService(provider => provider.GetRequiredService<MaintenanceWorker>());
    }

    MaintenanceWorker Worker(IServiceProvider provider)
    {
        var (board, metrics) = (provider.GetRequiredService<StatusBoard>(), provider.GetRequiredService<KeeperMetrics>());
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

        // Not before all has started: when the port turns out to be taken, nothing has been done yet.
        provider.GetRequiredService<IHostApplicationLifetime>().ApplicationStarted.Register(started.SetResult);

        return new MaintenanceWorker(
            () => watcher.Current, watcher.WaitForChangeAsync, RunAsync, Show, started.Task, time, Random.Shared, logs.CreateLogger<MaintenanceWorker>());

        void Show(WorkerAgenda agenda, ImmutableArray<MaintenanceReport> reports)
        {
            foreach (var report in reports)
                metrics.Record(report);
            board.Publish(agenda, reports);
        }
    }

    async Task<ImmutableArray<MaintenanceReport>> RunAsync(KeeperSettings settings, ImmutableArray<DueRun> due, CancellationToken cancellationToken)
    {
        var kinds = due.ToDictionary(run => run.Target, run => run.Kind);
        return await new MaintenanceRound(time, logs).ApplyAsync(
            settings, [.. due.Select(run => run.Target)], target => new RunRequest { Kind = kinds[target] }, (_, _) => { }, cancellationToken);
    }
}
