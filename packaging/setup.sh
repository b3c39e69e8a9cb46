#!/bin/sh
# Makes this folder ready to run: missing system packages, then .venv from the lock file.
# Safe to run again; it does nothing when nothing has changed.
set -eu
cd "$(dirname "$0")/.."
python="${PYTHON:-python3}"

say() { printf '%s\n' "$*" >&2; }

missing=""
if command -v dpkg-query >/dev/null 2>&1; then
    while read -r package; do
        case "$package" in '' | '#'*) continue ;; esac
        state=$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null || true)
        [ "$state" = installed ] || missing="$missing $package"
    done <packaging/debian-packages.txt
else
    say "This is not a Debian system: see packaging/debian-packages.txt for what Qt needs here."
fi

if [ -n "$missing" ]; then
    if [ "$(id -u)" = 0 ]; then
        as_root=""
    elif command -v sudo >/dev/null 2>&1 && { sudo -n true 2>/dev/null || [ -t 0 ]; }; then
        as_root="sudo"
    else
        say "These system packages are missing, and only root can install them:"
        say "    apt-get install$missing"
        exit 1
    fi
    say "Installing system packages:$missing"
    $as_root apt-get update -q >&2
    # shellcheck disable=SC2086
    $as_root env DEBIAN_FRONTEND=noninteractive \
        apt-get install -q -y --no-install-recommends $missing >&2
fi

"$python" - <<'EOF' || { say "Python 3.11 or newer is needed; set PYTHON to it."; exit 1; }
import sys
sys.exit(sys.version_info < (3, 11))
EOF

wanted=$(sha256sum requirements.lock | cut -d ' ' -f 1)
if [ "$(cat .venv/lock.sha256 2>/dev/null || true)" != "$wanted" ]; then
    say "Installing the locked Python packages into .venv (some minutes the first time)"
    "$python" -m venv .venv
    .venv/bin/python -m pip install --quiet --disable-pip-version-check \
        --require-hashes --requirement requirements.lock >&2
    printf '%s\n' "$wanted" >.venv/lock.sha256
fi
