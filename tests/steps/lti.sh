# shellcheck shell=bash
# Comes from a course by LTI 1.3: a simulated platform, proved by a tool that is not ours (PyLTI1p3), and the site as its tool.

LTI="$SCRATCH/lti"
LTI_PROCESSES="$SCRATCH/lti.pids"

check_lti() {
  local outcome=0 site reference platform
  mkdir -p "$LTI"
  export PYTHONDONTWRITEBYTECODE=1 PYTHONPATH=tests/steps
  site="$(free_port)"
  reference="$(free_port)"
  platform="$(free_port)"
  {
    lti_platform "$platform" "$site" "$reference" && lti_site "$platform" "$site" &&
      "$LTI/bin/python" tests/steps/lti/launches.py "http://127.0.0.41:$platform" "http://127.0.0.1:$reference" \
        "http://northfield.localhost:$site" "127.0.0.1:$site" "$LYCEUM" "$SCRATCH/site" eng-2026
  } || outcome=$?
  [ "$outcome" -eq 0 ] || tail -n 15 "$LTI"/*.log "$SCRATCH/site.log" || true
  stop_site
  stop_lti
  return "$outcome"
}

lti_platform() {
  local python="$LTI/bin/python"
  python3 -m venv "$LTI"
  "$python" -m pip install --quiet --disable-pip-version-check --requirement tests/steps/lti/requirements.txt || return 1
  "$python" tests/steps/lti/simulator.py "$1" "http://northfield.localhost:$2" "127.0.0.1:$2" "http://127.0.0.1:$3" \
    >"$LTI/simulator.log" 2>&1 &
  echo $! >>"$LTI_PROCESSES"
  "$python" tests/steps/lti/reference.py "$3" "http://127.0.0.41:$1" >"$LTI/reference.log" 2>&1 &
  echo $! >>"$LTI_PROCESSES"
  lti_waits "http://127.0.0.41:$1/keys" && lti_waits "http://127.0.0.1:$3/lti/jwks"
}

lti_site() {
  local issuer="http://127.0.0.41:$1"
  export LYCEUM_FETCH__INTERNAL_HOSTS="[\"127.0.0.41:$1\"]"
  start_site "$2" || return 1
  "$LYCEUM" lti add moodle --institution northfield --name "The simulator" --issuer "$issuer" --client-id site \
    --authorization-url "$issuer/auth" --token-url "$issuer/token" --keys-url "$issuer/keys" --deployment deploy-7 \
    --data "$SCRATCH/site" || return 1
  "$LYCEUM" lti map moodle --institution northfield --course course-42 --cohort eng-2026 --instructor mentor \
    --learner mentee --accounts list --data "$SCRATCH/site"
}

lti_waits() {
  for _ in $(seq 200); do
    curl --silent --fail --output /dev/null "$1" && return 0
    sleep 0.1
  done
  echo "Nobody answers at $1."
  return 1
}

stop_lti() {
  [ -e "$LTI_PROCESSES" ] || return 0
  local process
  while read -r process; do
    kill "$process" 2>/dev/null || true
  done <"$LTI_PROCESSES"
  rm -f "$LTI_PROCESSES"
}
