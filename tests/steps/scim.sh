# shellcheck shell=bash
# Lets a client of SCIM 2.0 that is not ours try what identity systems ask of the program.

check_scim() {
  local port token
  port="$(free_port)"
  python3 -m venv "$SCRATCH/scim"
  "$SCRATCH/scim/bin/pip" install --quiet --disable-pip-version-check --requirement tests/steps/scim/requirements.txt
  start_site "$port"
  token="$("$LYCEUM" scim token add --institution northfield --name Tester --days 1 --data "$SCRATCH/site" |
    grep --only-matching 'lyceum_scim_[A-Za-z0-9_-]*')"
  # It ends with 1 where it leaves anything out, so what it says is looked at and not how it ends.
  "$SCRATCH/scim/bin/scim" --url "http://127.0.0.1:$port/scim/v2" --header "Host: northfield.localhost:$port" \
    --header "Authorization: Bearer $token" test >"$SCRATCH/scim.log" 2>&1 || true
  stop_site
  printf '%s succeeded, %s skipped\n' "$(grep -c '^SUCCESS' "$SCRATCH/scim.log")" "$(grep -c '^SKIPPED' "$SCRATCH/scim.log")"
  if grep --extended-regexp --invert-match --quiet '^(SUCCESS|COMPLIANT|ACCEPTABLE|SKIPPED|Performing| )' "$SCRATCH/scim.log" ||
    [ "$(grep -c '^SUCCESS' "$SCRATCH/scim.log")" -lt 60 ]; then
    tail -60 "$SCRATCH/scim.log"
    return 1
  fi
}
