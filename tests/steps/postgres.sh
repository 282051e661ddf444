# shellcheck shell=bash
# A PostgreSQL server of our own: a fresh cluster, in memory where that is large, on the loopback, gone afterwards.

CLUSTER="${MEMORY:-/tmp}/postgres${SCRATCH//\//-}"
# Nothing here outlives the run, so nothing waits for the disk; and what would only help large tables is left out.
POSTGRES_SETTINGS="-c fsync=off -c full_page_writes=off -c synchronous_commit=off -c autovacuum=off -c jit=off \
-c shared_buffers=32MB -c max_connections=300"

# The folder of the newest server programs that are installed.
postgres_programs() {
  local server
  server="$(find /usr/lib/postgresql/*/bin/initdb 2>/dev/null | sort -V | tail -1)"
  [ -n "$server" ] || server="$(command -v initdb || true)"
  [ -z "$server" ] || dirname "$server"
}

# PostgreSQL refuses to run as root.
as_postgres() {
  if [ "$(id -u)" -eq 0 ]; then
    (cd / && runuser -u postgres -- "$@")
  else
    "$@"
  fi
}

# Below the ports that the kernel gives to whoever connects (from 32768): after a thousand tests some of those wait for
# their end, and nobody can listen there although nobody does.
free_port() {
  local port
  while :; do
    port=$((20000 + RANDOM % 12000))
    (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null || break
  done
  echo "$port"
}

start_postgres() {
  local programs port
  programs="$(postgres_programs)"
  port="$(free_port)"
  mkdir "$CLUSTER"
  [ "$(id -u)" -ne 0 ] || chown postgres "$CLUSTER"
  as_postgres "$programs/initdb" --pgdata "$CLUSTER/data" --username lyceum --auth trust \
    --encoding UTF8 --locale C.UTF-8 --no-sync >"$SCRATCH/initdb.log" 2>&1 || { cat "$SCRATCH/initdb.log"; return 1; }
  as_postgres "$programs/pg_ctl" start --wait --silent --pgdata "$CLUSTER/data" --log "$CLUSTER/log" --options \
    "-h 127.0.0.1 -p $port -k $CLUSTER $POSTGRES_SETTINGS" ||
    { as_postgres cat "$CLUSTER/log"; return 1; }
  echo "postgres://lyceum@127.0.0.1:$port/postgres" | as_postgres tee "$CLUSTER/address"
}

# Runs a command with the address of the server as its last word.
on_postgres() {
  local address
  address="$(as_postgres cat "$CLUSTER/address")"
  "$@" "$address"
}

stop_postgres() {
  if as_postgres test -e "$CLUSTER/data/postmaster.pid"; then
    as_postgres "$(postgres_programs)/pg_ctl" stop --mode immediate --silent --pgdata "$CLUSTER/data" || true
  fi
  rm -rf "$CLUSTER"
}
