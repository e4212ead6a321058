# shellcheck shell=bash
# Steps of a set-up that take long: run with a log of their own, and heard of every ten seconds.

SIGN_OF_LIFE_S=10

quietly_with_progress() {  # quietly_with_progress TITLE LOG COMMAND...: its exit code; what it printed stays in LOG
  local title=$1 log=$2 began=$SECONDS job
  shift 2
  "$@" >"$log" 2>&1 </dev/null 8>&- 9>&- &
  job=$!
  while kill -0 "$job" 2>/dev/null; do
    sleep 0.2
    if ((SECONDS - began >= SIGN_OF_LIFE_S)) && (((SECONDS - began) % SIGN_OF_LIFE_S == 0)); then
      printf '%s: %d s so far; %s\n' "$title" $((SECONDS - began)) "$(latest_line "$log")"
      sleep 1
    fi
  done
  wait "$job"
}

latest_line() {  # the end of a log, short enough for a line
  tr '\r' '\n' <"$1" | grep -v '^[[:space:]]*$' | tail -n 1 | cut -c1-100
}

install_debian_packages() {  # install_debian_packages NAME...: as root; nothing of theirs is started
  local apt=(env DEBIAN_FRONTEND=noninteractive apt-get -q -y -o DPkg::Lock::Timeout=300) mine=
  if [ ! -e /usr/sbin/policy-rc.d ]; then # Debian must not start instances of its own on the default ports
    mine=1
    printf '#!/bin/sh\nexit 101\n' >/usr/sbin/policy-rc.d
    chmod 755 /usr/sbin/policy-rc.d
  fi
  local code=0
  { "${apt[@]}" update && "${apt[@]}" install --no-install-recommends "$@"; } || code=$?
  [ -z "$mine" ] || rm -f /usr/sbin/policy-rc.d
  return $code
}
