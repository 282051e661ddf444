# shellcheck shell=bash
# Serves the demo from the release program and lets the browser checks loose on it.

SITE_PROCESS="$SCRATCH/site.pid"

check_pages() {
  local port one other
  port="$(free_port)"
  one="$(free_port)"
  other="$(free_port)"
  fetch_libraries
  # The providers of sign-on that the checks start are on this machine, which the site asks nothing of unless it is told.
  export LYCEUM_FETCH__INTERNAL_HOSTS="[\"127.0.0.1:$one\", \"127.0.0.1:$other\"]"
  start_site "$port"
  local outcome=0
  node tests/browser/run.mjs --port "$port" --providers "$one,$other" --lyceum "$LYCEUM" --data "$SCRATCH/site" ||
    outcome=$?
  stop_site
  return "$outcome"
}

# By the lock file, and only when that is newer than what was fetched last.
fetch_libraries() {
  local folder=tests/browser
  if [ ! "$folder/node_modules/.package-lock.json" -nt "$folder/package-lock.json" ]; then
    npm ci --prefix "$folder" --loglevel=error --no-fund --no-audit
  fi
}

# The journeys sign in and write faster than people do.
start_site() {
  LYCEUM_LIMITS__SIGN_IN_PER_MINUTE=1000 LYCEUM_LIMITS__WRITES_PER_MINUTE=1000 \
    "$LYCEUM" serve --demo --listen "127.0.0.1:$1" --data "$SCRATCH/site" \
    >"$SCRATCH/site.log" 2>&1 &
  echo $! >"$SITE_PROCESS"
  for _ in $(seq 600); do
    curl --silent --fail --output /dev/null "http://127.0.0.1:$1/readyz" && return 0
    kill -0 "$(cat "$SITE_PROCESS")" 2>/dev/null || break
    sleep 0.1
  done
  echo "The demo did not start. Its last words:"
  tail -20 "$SCRATCH/site.log"
  return 1
}

stop_site() {
  [ -e "$SITE_PROCESS" ] || return 0
  local process
  process="$(cat "$SITE_PROCESS")"
  rm -f "$SITE_PROCESS"
  kill "$process" 2>/dev/null || return 0
  for _ in $(seq 100); do
    kill -0 "$process" 2>/dev/null || return 0
    sleep 0.1
  done
  kill -9 "$process" 2>/dev/null || true
}
