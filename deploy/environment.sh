#!/usr/bin/env bash
# Makes the environment that every target of the Makefile needs: uv, the locked Python packages and
# compiled translations. Without an argument all that developing and testing need, with Go and Node among
# the locked packages, axe-core, eslint and what the letter's editor is built of by the latter's npm; with --demo only what `make demo` runs on.
# Leans on nothing but bash, make, git and Python 3; each step says what it does.
# Safe to run twice; the second run takes about a second.
set -euo pipefail

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
TOOLS=$HOME/.cache/eoffice-tools
export PATH="$TOOLS/bin:$PATH"
cd "$ROOT"

# shellcheck source=deploy/steps.sh
. deploy/steps.sh

say() { printf 'environment: %s\n' "$*"; }
die() {
  say "ERROR: $*" >&2
  exit 1
}

ensure_venv_module() {  # a bare Debian has Python without what makes virtual environments
  python3 -c 'import ensurepip, venv' 2>/dev/null && return 0
  if command -v apt-get >/dev/null && [ "$(id -u)" -eq 0 ]; then
    install_debian_packages python3-venv || die "Debian's python3-venv could not be installed"
  fi
  python3 -c 'import ensurepip, venv' 2>/dev/null \
    || die "python3 cannot make a virtual environment (on Debian: apt-get install python3-venv)"
}

ensure_uv() {
  command -v uv >/dev/null && return 0
  command -v python3 >/dev/null || die "Python 3.11 or newer is missing (python3 is not on the PATH)"
  ensure_venv_module
  say "uv is missing: installing it into $TOOLS"
  python3 -m venv "$TOOLS/uv" || die "python3 cannot make a virtual environment in $TOOLS/uv"
  "$TOOLS/uv/bin/pip" install -q --disable-pip-version-check uv || die "pip could not install uv: is the package registry reachable?"
  mkdir -p "$TOOLS/bin"
  ln -sfn "$TOOLS/uv/bin/uv" "$TOOLS/bin/uv"
}

sync_python() {  # sync_python OPTION...
  say "Python packages as locked in uv.lock"
  uv sync --frozen --compile-bytecode "$@" || die "uv could not build .venv (Python 3.11 to 3.14 and the package registry are needed)"
}

compile_translations() {
  say "translations"
  uv run --no-sync python deploy/compile_translations.py || die "a translation catalogue is broken"
}

sync_node() {  # sync_node FOLDER: the packages of its package-lock.json
  local folder=$1 stamp
  stamp=$folder/node_modules/.installed
  cmp -s "$folder/package-lock.json" "$stamp" && return 0
  say "node packages of $folder"
  uv run --no-sync npm ci --prefix "$folder" --silent --no-audit --no-fund --ignore-scripts \
    || die "npm could not install $folder/package-lock.json"
  cp "$folder/package-lock.json" "$stamp"
}

ensure_uv
if [ "${1:-}" = --demo ]; then
  # What tests left there stays: the two commands may take turns in one folder.
  sync_python --no-default-groups --group demo --inexact
  compile_translations
else
  sync_python
  compile_translations
  sync_node tests/browser
  sync_node deploy/lint/scripts
  sync_node frontend/editor
fi
