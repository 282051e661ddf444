# shellcheck shell=bash
# How tests/run runs its steps, one after the other or side by side, and what it remembers of them.

SUMMARY=()
FAILED=0
BESIDE=()

# Runs a step in a shell of its own that stops at its first fault; the next step runs all the same.
step() {
  local words="$1" begun=$SECONDS outcome=ok
  shift
  printf '\n== %s\n' "$words"
  set +e
  (set -e; "$@")
  local code=$?
  set -e
  if [ "$code" -ne 0 ]; then
    outcome=FAILED
    FAILED=$((FAILED + 1))
  fi
  printf '== %s: %s, %s s\n' "$words" "$outcome" "$((SECONDS - begun))"
  SUMMARY+=("$(printf '%-6s %5s s  %s' "$outcome" "$((SECONDS - begun))" "$words")")
  return 0
}

# side_by_side WORDS FUNCTION [WORDS FUNCTION]...: steps that mostly wait, all at once, each in a folder and a shell of its own.
# What they print comes in their order.
side_by_side() {
  local -a words=() folders=() processes=()
  local place folder begun=$SECONDS
  while [ $# -gt 0 ]; do
    # A name of its own: others ran side by side before, and theirs are still there.
    folder="$(mktemp -d "$SCRATCH/beside.XXXXXX")"
    chmod 755 "$folder"
    beside "$folder" "$2" &
    processes+=($!)
    folders+=("$folder")
    words+=("$1")
    shift 2
  done
  BESIDE=("${processes[@]}")
  for place in "${!words[@]}"; do
    printf '\n== %s\n' "${words[$place]}"
    local outcome=ok
    if ! wait "${processes[$place]}"; then
      outcome=FAILED
      FAILED=$((FAILED + 1))
    fi
    cat "${folders[$place]}/said"
    local seconds=$(($(cat "${folders[$place]}/ended" 2>/dev/null || echo "$SECONDS") - begun))
    printf '== %s: %s, %s s\n' "${words[$place]}" "$outcome" "$seconds"
    SUMMARY+=("$(printf '%-6s %5s s  %s' "$outcome" "$seconds" "${words[$place]}")")
  done
  BESIDE=()
}

beside() {
  SCRATCH="$1"
  trap 'stop_site; stop_saml; stop_lti; stop_postgres' EXIT
  trap 'exit 143' TERM
  . tests/steps/postgres.sh
  . tests/steps/browser.sh
  . tests/steps/saml.sh
  . tests/steps/lti.sh
  set +e
  (set -e; "$2") >"$SCRATCH/said" 2>&1
  local code=$?
  echo "$SECONDS" >"$SCRATCH/ended"
  return "$code"
}

skip() {
  printf '\n== %s: skipped, %s\n' "$1" "$2"
  SUMMARY+=("$(printf '%-6s %5s    %s, %s' skip - "$1" "$2")")
}
