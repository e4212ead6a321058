#!/usr/bin/env bash
# Makes the environment that every target of the Makefile needs: uv, the locked Python packages,
# compiled translations and, with --tests, the locked node packages of the browser tests.
# Safe to run twice; the second run takes about a second.
set -euo pipefail

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
TOOLS=$HOME/.cache/eoffice-tools
export PATH="$TOOLS/bin:$PATH"
cd "$ROOT"

say() { printf 'environment: %s\n' "$*"; }
die() {
  say "ERROR: $*" >&2
  exit 1
}

ensure_uv() {
  command -v uv >/dev/null && return 0
  command -v python3 >/dev/null || die "Python 3.11 or newer is missing (python3 is not on the PATH)"
  say "uv is missing: installing it into $TOOLS"
  python3 -m venv "$TOOLS/uv" || die "python3 cannot make a virtual environment (on Debian: apt-get install python3-venv)"
  "$TOOLS/uv/bin/pip" install -q --disable-pip-version-check uv || die "pip could not install uv: is the package registry reachable?"
  mkdir -p "$TOOLS/bin"
  ln -sfn "$TOOLS/uv/bin/uv" "$TOOLS/bin/uv"
}

sync_python() {
  say "Python packages as locked in uv.lock"
  uv sync --quiet --frozen --compile-bytecode || die "uv could not build .venv (Python 3.11 to 3.14 and the package registry are needed)"
}

compile_translations() {
  say "translations"
  uv run --frozen python deploy/compile_translations.py || die "a translation catalogue is broken"
}

sync_node() {
  local folder=tests/browser stamp
  stamp=$folder/node_modules/.installed
  cmp -s "$folder/package-lock.json" "$stamp" && return 0
  command -v npm >/dev/null || die "npm is missing (Node 18 or newer, for axe-core in the browser tests)"
  say "node packages of the browser tests"
  npm ci --prefix "$folder" --silent --no-audit --no-fund --ignore-scripts || die "npm could not install $folder/package-lock.json"
  cp "$folder/package-lock.json" "$stamp"
}

ensure_uv
sync_python
compile_translations
[ "${1:-}" != --tests ] || sync_node
