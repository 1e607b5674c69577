# syntax=docker/dockerfile:1

FROM mcr.microsoft.com/dotnet/sdk:10.0-noble AS build
RUN apt-get update \
    && apt-get install -y --no-install-recommends clang zlib1g-dev \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /source
COPY global.json Directory.Build.props Directory.Packages.props .editorconfig ./
COPY src/ src/
# Native AOT builds for the platform that the build runs on.
RUN dotnet publish src/SlaAgent -c Release -o /publish \
    && rm -f /publish/*.dbg \
    && mkdir /state

FROM mcr.microsoft.com/dotnet/runtime-deps:10.0-noble-chiseled
COPY --from=build /publish/ /usr/local/bin/
COPY --from=build --chown=1654:1654 /state/ /var/lib/slaagent/
ENV SLAAGENT_LISTEN=http://0.0.0.0:9464
USER 1654:1654
VOLUME /var/lib/slaagent
EXPOSE 9464
HEALTHCHECK --interval=10s --timeout=3s --start-period=5s --retries=3 CMD ["/usr/local/bin/slaagent", "healthcheck"]
ENTRYPOINT ["/usr/local/bin/slaagent"]
CMD ["run", "--state", "/var/lib/slaagent"]
