# Carries out `golive gate` in a job of a CI system. The variables are in docs/ci.md; an empty one is left out.
# GATE_SCENARIO and GATE_ARGUMENTS are words between blanks.
set -euf
if [ -z "${GATE_SCENARIO:-}" ]; then
  echo "GATE_SCENARIO: expected the scenarios of the gate between blanks, such as: calm black-friday" >&2
  exit 3
fi
folder="${GATE_FOLDER:-golive-gate}"
# shellcheck disable=SC2086 # words
set -- $GATE_SCENARIO --candidate "${GATE_CANDIDATE:-golive/candidate.yaml}" --seeds "${GATE_SEEDS:-1..4}" --out "$folder"
if [ -n "${GATE_TIME_BUDGET:-}" ]; then set -- "$@" --time-budget "$GATE_TIME_BUDGET"; fi
if [ -n "${GATE_BASELINE:-}" ]; then set -- "$@" --baseline "$GATE_BASELINE"; fi
if [ -n "${GATE_FAIL_ON:-}" ]; then set -- "$@" --fail-on "$GATE_FAIL_ON"; fi
if [ -n "${GATE_SPEED:-}" ]; then set -- "$@" --clock live --speed "$GATE_SPEED"; fi
if [ "${GATE_STOP_EARLY:-}" = true ]; then set -- "$@" --stop-early; fi
# shellcheck disable=SC2086 # words
set -- "$@" ${GATE_ARGUMENTS:-}
status=0
golive gate "$@" || status=$?
if [ -n "${GITHUB_OUTPUT:-}" ]; then
  printf 'status=%s\nfolder=%s\npage=%s\n' "$status" "$folder" "$folder/gate.html" >> "$GITHUB_OUTPUT"
fi
exit "$status"
