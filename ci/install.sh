# Installs golive into an environment of its own, which sees the packages of the job's Python.
# GATE_VERSION is a version, or what pip installs: a path or an address. Without it, the newest release.
set -eu
case "${GATE_VERSION:-}" in
  "") wanted=golive ;;
  */*) wanted="$GATE_VERSION" ;;
  *) wanted="golive==$GATE_VERSION" ;;
esac
place="${RUNNER_TEMP:-${TMPDIR:-/tmp}}/golive-environment"
python3 -m venv --system-site-packages "$place"
"$place/bin/python" -m pip install --quiet --disable-pip-version-check "$wanted"
PATH="$place/bin:$PATH"
export PATH
if [ -n "${GITHUB_PATH:-}" ]; then echo "$place/bin" >> "$GITHUB_PATH"; fi
