# shellcheck shell=bash
# Keeping daemons without an init system: DIR/run/NAME holds "pid start-time group". A process is ours
# only when pid and start time agree; a reused pid or a zombie is not.

start_time() { sed -e '/) Z /d' -e 's/.*) //' "/proc/$1/stat" 2>/dev/null | cut -d' ' -f20; }
record() { echo "$2 $(start_time "$2") $3" >"$DIR/run/$1"; }
alive() {
  read -r PID START GROUP 2>/dev/null <"$DIR/run/$1" && [ -n "$START" ] && [ "$(start_time "$PID")" = "$START" ]
}

launch() {  # launch NAME COMMAND...: own session, no terminal, no inherited lock
  local name=$1
  shift
  setsid "$@" >"$DIR/$name/out.log" 2>&1 </dev/null 8>&- 9>&- &
  record "$name" $! $!
}

await() {  # await NAME SECONDS
  local end=$((SECONDS + $2)) down=0
  until health "$1" 2>/dev/null; do
    alive "$1" || down=$((down + 1)) # a launcher may leave just before its server answers
    [ $down -lt 8 ] || die "$1 stopped while starting" "$DIR/$1/out.log"
    [ $SECONDS -lt $end ] || die "$1 is not ready after $2 s" "$DIR/$1/out.log"
    sleep 0.25
  done
  if [ -s "$DIR/$1/server.pid" ]; then # a launcher handed over to the real server: follow the server
    read -r _ _ GROUP <"$DIR/run/$1"
    record "$1" "$(tr -d '[:space:]' <"$DIR/$1/server.pid")" "$GROUP"
  fi
}

stop() {
  alive "$1" || {
    rm -f "$DIR/run/$1"
    return 0
  }
  local i signal=TERM tenths=200
  case $1 in
    postgres) signal=INT ;;     # fast shutdown
    seaweedfs) tenths=20 ;;     # lingers 15 s for nothing
  esac
  kill -s $signal "$PID" 2>/dev/null || true
  for ((i = 0; i < tenths; i++)); do
    alive "$1" || break
    sleep 0.1
  done
  ! alive "$1" || kill -KILL "$PID" 2>/dev/null || true
  kill -KILL -- "-$GROUP" 2>/dev/null || true # helpers left in its process group
  rm -f "$DIR/run/$1"
}

settle() {  # after a crash: wait until the old process is gone; what it left must not stop the next start
  local i
  for ((i = 0; i < 50; i++)); do
    { read -r PID _ <"$DIR/run/$1" && [ -e "/proc/$PID" ]; } 2>/dev/null || break
    sleep 0.1
  done
  rm -f "$DIR/$1/server.pid" "$DIR/$1/data/postmaster.pid"
}

memory_mb() {  # proportional memory of a process and its children
  local process files=()
  for process in "$1" $(pgrep -P "$1"); do files+=("/proc/$process/smaps_rollup"); done
  cat "${files[@]}" 2>/dev/null | awk '/^Pss:/ {s += $2} END {printf "%d", s / 1024}'
}

load_ports() {
  # shellcheck disable=SC1091 # written below, at run time
  [ ! -s "$DIR/ports" ] || . "$DIR/ports"
}

ports() {  # kept in DIR/ports while anything of ours runs; below the kernel's ephemeral range
  local names=(PG_PORT RABBIT_AMQP RABBIT_HTTP RABBIT_DIST RABBIT_EPMD ES_PORT ES_TRANSPORT MINIO_PORT
    WEED_S3 WEED_S3_GRPC WEED_MASTER WEED_MASTER_GRPC WEED_VOLUME WEED_VOLUME_GRPC WEED_FILER
    WEED_FILER_GRPC CLAM_PORT SMTP_PORT) file name port
  for file in "$DIR"/run/*; do
    if [ -e "$file" ] && alive "${file##*/}" && [ -s "$DIR/ports" ]; then
      load_ports
      return 0
    fi
  done
  port=$((20000 + $(cksum <<<"$DIR" | cut -d' ' -f1) % 8000))
  for name in "${names[@]}"; do
    port=$((port + 1))
    while (: <"/dev/tcp/127.0.0.1/$port") 2>/dev/null; do port=$((port + 1)); done
    echo "$name=$port"
  done >"$DIR/ports"
  load_ports
}
