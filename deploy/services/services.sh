#!/usr/bin/env bash
# The real services of the test run, without a container engine: PostgreSQL, RabbitMQ, Elasticsearch,
# MinIO, SeaweedFS, ClamAV and a mail catcher, each on a free loopback port, all data under one folder.
#
#   services.sh up [DIR]       install what is missing, start, wait until healthy, write DIR/env
#   services.sh status [DIR]   one line per service: health, process id, memory; exit 1 if one is down
#   services.sh down [DIR]     stop what `up` started, by process id; data stays in DIR
#   services.sh wipe [DIR]     stop, and remove DIR with all data (locked objects and all)
#   services.sh install        only install what `up` would start
#   services.sh where          print the folder that stands for DIR when none is given
#
# Without DIR: a folder of this checkout in memory (/dev/shm) when 4 GB are free there, because test
# databases clone fastest in memory; else var/services. SERVICES="postgres rabbitmq" limits the set.
# Needs bash, the project's own Python environment (Go comes with it) and, once, root for Debian's packages.
set -euo pipefail

HERE=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
ROOT=$(cd "$HERE/../.." && pwd)
CACHE=${EOFFICE_SERVICES_CACHE:-$HOME/.cache/eoffice-services}
VENV=${VENV:-$ROOT/.venv}
read -r -a SERVICES <<<"${SERVICES:-postgres rabbitmq elasticsearch minio seaweedfs clamav mail}"
# Open to this machine's loopback only and thrown away with DIR: not a secret of anything that lasts.
USER_NAME=eoffice
SECRET=eoffice-test

# For servers that refuse root: a user namespace with another uid inside; outside, the files stay ours.
# An account that every Debian has: initdb looks its name up, and a bare machine knows no uid 1000.
UNROOT=()
[ "$(id -u)" -ne 0 ] || UNROOT=(unshare --user "--map-user=$(id -u daemon)" "--map-group=$(id -g daemon)" --)

say() { printf 'services: %s\n' "$*"; }
die() {  # die MESSAGE [LOG]
  say "ERROR: $1" >&2
  if [ -n "${2:-}" ]; then
    say "last lines of $2:" >&2
    tail -n 40 "$2" >&2 || true
  fi
  exit 1
}

# shellcheck source=deploy/steps.sh
. "$ROOT/deploy/steps.sh"
# shellcheck source=deploy/services/install.sh
. "$HERE/install.sh"
# shellcheck source=deploy/services/processes.sh
. "$HERE/processes.sh"
# shellcheck source=deploy/services/daemons.sh
. "$HERE/daemons.sh"

default_dir() {
  local name free
  name=eoffice-services-$(id -u)-$(cksum <<<"$ROOT" | cut -d' ' -f1)
  free=$(df --output=avail -k /dev/shm 2>/dev/null | tail -n 1 || echo 0)
  if [ -d "/dev/shm/$name" ] || [ "${free:-0}" -ge $((4 * 1024 * 1024)) ]; then
    echo "/dev/shm/$name"
  else
    echo "$ROOT/var/services"
  fi
}

up() {
  local name began=$SECONDS
  install_all
  say "installed after $((SECONDS - began)) s"
  ports
  for name in "${SERVICES[@]}"; do
    mkdir -p "$DIR/$name"
    alive "$name" || { settle "$name"; "start_$name"; }
  done
  for name in "${SERVICES[@]}"; do
    await "$name" 120
    say "$name ready after $((SECONDS - began)) s"
  done
  create_database
  write_env
  say "all ready after $((SECONDS - began)) s; addresses in $DIR/env"
}

down() {
  local file
  for file in "$DIR"/run/*; do
    [ ! -e "$file" ] || [ "${file##*/}" = epmd ] || stop "${file##*/}" &
  done
  wait
  stop epmd # last: RabbitMQ signs off there
  say "stopped; data stays in $DIR"
}

wipe() {
  [ -s "$DIR/ports" ] || die "$DIR is no folder of test services; nothing removed"
  down
  rm -rf "$DIR"
  say "removed $DIR"
}

status() {
  local name bad=0
  load_ports
  for name in "${SERVICES[@]}"; do
    if alive "$name" && health "$name" 2>/dev/null; then
      printf '%-14s up    pid %-7s %5s MB\n' "$name" "$PID" "$(memory_mb "$PID")"
    else
      printf '%-14s DOWN\n' "$name"
      bad=1
    fi
  done
  return $bad
}

command=${1:-}
[[ $command =~ ^(up|down|status|wipe|where|install)$ ]] || die "usage: $0 up|down|status|wipe|where|install [DIR]"
DIR=${2:-$(default_dir)}
case $command in
  where) echo "$DIR" && exit 0 ;;
  install) install_all && exit 0 ;;
esac
mkdir -p "$DIR/run"
DIR=$(cd "$DIR" && pwd)
exec 8>"$DIR/lock"
flock -w 900 8 || die "another run has held $DIR/lock for 15 minutes"
"$command"
