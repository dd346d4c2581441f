# overnight as an image: docker build -t overnight .   (compose.yaml does it; docs/operations.md has the rest)
# With what a database on PostgreSQL needs: --build-arg FLEET=yes
ARG PYTHON_IMAGE=docker.io/library/python:3.11-slim-bookworm

FROM ${PYTHON_IMAGE} AS build
ARG FLEET=no
ENV PIP_NO_CACHE_DIR=1
WORKDIR /source
COPY . .
RUN FLEET="$FLEET" deploy/install /opt/overnight

FROM ${PYTHON_IMAGE}
# Not root, and with a fixed number, so that a folder of the host can be given to it: chown 10001:10001 FOLDER
RUN groupadd --gid 10001 overnight \
 && useradd --uid 10001 --gid overnight --no-create-home --home-dir /data --shell /usr/sbin/nologin overnight \
 && install -d -o overnight -g overnight -m 0700 /data \
 && install -d -o overnight -g overnight -m 0755 /public
COPY --from=build /opt/overnight /opt/overnight
# Nothing outside /data and /tmp is written. What SQLite sorts may be large: to the disk, not to a /tmp in memory.
ENV PATH=/opt/overnight/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    SQLITE_TMPDIR=/data \
    OVERNIGHT_DATABASE=/data/overnight.db \
    OVERNIGHT_BACKUP_DIR=/data/backups
USER 10001:10001
WORKDIR /data
VOLUME /data
STOPSIGNAL SIGTERM
# Long enough at the start for a schema that is brought up to date.
HEALTHCHECK --interval=1m --timeout=10s --start-period=3m --retries=3 CMD ["overnight", "health"]
ENTRYPOINT ["overnight"]
CMD ["run"]
