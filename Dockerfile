# PartitionKeeper in a container: not root, no shell needed, nothing written to its own file system.
#
#   docker build -t partition-keeper .
#   docker run --read-only -v "$PWD/config:/config:ro" -p 127.0.0.1:8080:8080 partition-keeper
#
# /config holds appsettings.json. Mount the folder, not the file: a file that is replaced on the host stays the old one inside.

FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
ARG TARGETARCH
WORKDIR /source

# Only what restoring depends on, so that this layer lasts until a package changes.
COPY global.json Directory.Build.props Directory.Packages.props ./
COPY src/PartitionKeeper.Planning/PartitionKeeper.Planning.csproj src/PartitionKeeper.Planning/
COPY src/PartitionKeeper.Postgres/PartitionKeeper.Postgres.csproj src/PartitionKeeper.Postgres/
COPY src/PartitionKeeper.Parquet/PartitionKeeper.Parquet.csproj src/PartitionKeeper.Parquet/
COPY src/PartitionKeeper/PartitionKeeper.csproj src/PartitionKeeper/
# Code compiled ahead of time halves the work of starting. Where its compiler's package cannot be had, do without.
RUN arch="${TARGETARCH:-$(dpkg --print-architecture)}"; \
    if dotnet restore src/PartitionKeeper --arch "$arch" -p:PublishReadyToRun=true; then \
        echo true > /ready-to-run; \
    else \
        dotnet restore src/PartitionKeeper --arch "$arch" && echo false > /ready-to-run; \
    fi

COPY . .
# The repository's appsettings.json is an example; a container without a configuration must say so, not act on an example.
RUN dotnet publish src/PartitionKeeper --no-restore --configuration Release --output /app \
        --arch "${TARGETARCH:-$(dpkg --print-architecture)}" --self-contained false -p:PublishReadyToRun="$(cat /ready-to-run)" \
    && rm /app/appsettings.json

FROM mcr.microsoft.com/dotnet/aspnet:10.0
COPY --from=build /app /app

# Without diagnostics the runtime makes no socket in /tmp, so the root file system can be read-only without a tmpfs.
# In a container "all interfaces" is what its publisher makes of it; outside, the default is loopback.
ENV DOTNET_EnableDiagnostics=0 \
    DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS=1 \
    PartitionKeeper__Http__Listen=http://0.0.0.0:8080

# appsettings.json is looked for in the current directory.
WORKDIR /config
USER $APP_UID
EXPOSE 8080
STOPSIGNAL SIGTERM

# Alive or to be restarted; whether a person should look is GET /readyz. It asks what ENV sets above: who listens elsewhere
# gives a health check of their own. Kubernetes asks over HTTP itself and ignores this one.
HEALTHCHECK --interval=15s --timeout=10s --start-period=30s --retries=3 \
    CMD ["dotnet", "/app/PartitionKeeper.dll", "check", "--http", "http://127.0.0.1:8080/healthz"]

ENTRYPOINT ["dotnet", "/app/PartitionKeeper.dll"]
