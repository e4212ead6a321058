# shellcheck shell=bash
# shellcheck disable=SC2154 # the ports come from DIR/ports
# One start function and one health check per service, and the file of addresses that the tests read.

ES_HEAP=${ES_HEAP:-512m}

talk() {  # talk PORT REQUEST BYTES: say something over TCP and print the first bytes of the answer
  # shellcheck disable=SC2016 # the inner shell expands them
  timeout 2 bash -c 'exec 3<>/dev/tcp/127.0.0.1/$0 && printf "$1" >&3 && head -c "$2" <&3' "$@" | tr -d '\0'
}
http() { curl -fs -m 3 -o /dev/null "$@"; }

health() {
  case $1 in
    postgres) "$PG_BIN/pg_isready" -q -h 127.0.0.1 -p "$PG_PORT" -U "$USER_NAME" ;;
    rabbitmq) http -u "$USER_NAME:$SECRET" "http://127.0.0.1:$RABBIT_HTTP/api/health/checks/virtual-hosts" ;;
    elasticsearch) http "http://127.0.0.1:$ES_PORT/_cluster/health?wait_for_status=yellow&timeout=2s" ;;
    minio) http "http://127.0.0.1:$MINIO_PORT/minio/health/ready" ;;
    seaweedfs) http "http://127.0.0.1:$WEED_S3/healthz" ;;
    clamav) [ "$(talk "$CLAM_PORT" 'zPING\0' 4)" = PONG ] ;;
    mail) [ "$(talk "$SMTP_PORT" '' 4)" = "220 " ] ;;
    *) die "there is no service called '$1'" ;;
  esac
}

start_postgres() {
  local data=$DIR/postgres/data option options=()
  if [ ! -f "$data/PG_VERSION" ]; then
    rm -rf "$data"
    "${UNROOT[@]}" "$PG_BIN/initdb" -D "$data" -U "$USER_NAME" --auth=trust --encoding=UTF8 --locale=C.UTF-8 \
      --locale-provider=builtin --builtin-locale=C.UTF-8 --no-sync --no-data-checksums \
      >"$DIR/postgres/initdb.log" 2>&1 || die "initdb failed" "$DIR/postgres/initdb.log"
  fi
  # Durability is switched off: a test database is worth nothing after the machine goes down.
  for option in "port=$PG_PORT" listen_addresses=127.0.0.1 unix_socket_directories= max_connections=200 \
    shared_buffers=256MB fsync=off synchronous_commit=off full_page_writes=off wal_level=minimal \
    max_wal_senders=0 max_wal_size=512MB log_min_duration_statement=2000 timezone=UTC random_page_cost=1.1 jit=off; do
    options+=(-c "$option")
  done
  launch postgres "${UNROOT[@]}" "$PG_BIN/postgres" -D "$data" "${options[@]}"
}

create_database() {
  local client=(-h 127.0.0.1 -p "$PG_PORT" -U "$USER_NAME")
  health postgres 2>/dev/null || return 0
  "$PG_BIN/psql" "${client[@]}" -Atc "select 1" eoffice >/dev/null 2>&1 \
    || "$PG_BIN/createdb" "${client[@]}" eoffice || die "createdb failed" "$DIR/postgres/out.log"
}

start_rabbitmq() {  # past Debian's wrapper (it insists on the rabbitmq account); own epmd, cookie, node name
  local d=$DIR/rabbitmq
  mkdir -p "$d"/{home,mnesia,log,epmd} "$DIR/epmd"
  echo '[rabbitmq_management].' >"$d/enabled_plugins"
  printf '%s\n' "listeners.tcp.1 = 127.0.0.1:$RABBIT_AMQP" "management.tcp.ip = 127.0.0.1" \
    "management.tcp.port = $RABBIT_HTTP" "default_user = $USER_NAME" "default_pass = $SECRET" \
    "default_vhost = $USER_NAME" "default_user_tags.administrator = true" \
    "vm_memory_high_watermark.absolute = 1GB" "disk_free_limit.absolute = 200MB" \
    "raft.wal_max_size_bytes = 33554432" "log.file.level = warning" >"$d/rabbitmq.conf"
  export ERL_EPMD_PORT=$RABBIT_EPMD ERL_EPMD_ADDRESS=127.0.0.1
  alive epmd || launch epmd epmd
  launch rabbitmq env HOME="$d/home" LC_ALL=C.UTF-8 RABBITMQ_NODENAME="eoffice$RABBIT_AMQP@localhost" \
    RABBITMQ_DIST_PORT="$RABBIT_DIST" RABBITMQ_MNESIA_BASE="$d/mnesia" RABBITMQ_LOG_BASE="$d/log" \
    RABBITMQ_PID_FILE="$d/server.pid" RABBITMQ_ENABLED_PLUGINS_FILE="$d/enabled_plugins" \
    RABBITMQ_CONFIG_FILE="$d/rabbitmq" RABBITMQ_CONF_ENV_FILE="$d/none" \
    RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS="-kernel inet_dist_use_interface {127,0,0,1}" \
    /usr/lib/rabbitmq/bin/rabbitmq-server
}

start_elasticsearch() {
  local d=$DIR/elasticsearch
  mkdir -p "$d"/{data,logs,tmp,config/jvm.options.d}
  cp "$ES_HOME"/config/{jvm.options,log4j2.properties} "$d/config/"
  printf '%s\n' "-Xms$ES_HEAP" "-Xmx$ES_HEAP" -XX:-AlwaysPreTouch >"$d/config/jvm.options.d/heap.options"
  printf '%s\n' "cluster.name: eoffice-test" "discovery.type: single-node" "network.host: 127.0.0.1" \
    "http.port: $ES_PORT" "transport.port: $ES_TRANSPORT" "path.data: $d/data" "path.logs: $d/logs" \
    "xpack.security.enabled: false" "cluster.routing.allocation.disk.threshold_enabled: false" \
    >"$d/config/elasticsearch.yml"
  # -d: the launcher leaves once the server is ready, which saves a second JVM
  launch elasticsearch env ES_JAVA_HOME="$JAVA17" ES_PATH_CONF="$d/config" ES_TMPDIR="$d/tmp" \
    "${UNROOT[@]}" "$ES_HOME/bin/elasticsearch" -d -p "$d/server.pid"
}

start_minio() {
  launch minio env MINIO_ROOT_USER="$USER_NAME" MINIO_ROOT_PASSWORD="$SECRET" MINIO_BROWSER=off \
    MINIO_UPDATE=off "$MINIO_BIN" server --quiet --address "127.0.0.1:$MINIO_PORT" "$DIR/minio/data"
}

start_seaweedfs() {
  local d=$DIR/seaweedfs identity
  mkdir -p "$d/data"
  identity='{"name":"%s","credentials":[{"accessKey":"%s","secretKey":"%s"}],"actions":["Admin"]}'
  # shellcheck disable=SC2059 # the identity above is the format
  printf "{\"identities\":[$identity]}\n" "$USER_NAME" "$USER_NAME" "$SECRET" >"$d/s3.json"
  # Buckets with locked objects stay: one volume each, and room for the runs of many days.
  WEED_MASTER_VOLUME_GROWTH_COPY_1=1 launch seaweedfs "$WEED_BIN" -logtostderr=true server \
    -dir="$d/data" -ip=127.0.0.1 -ip.bind=127.0.0.1 \
    -master.port="$WEED_MASTER" -master.port.grpc="$WEED_MASTER_GRPC" -master.volumeSizeLimitMB=64 \
    -master.telemetry=false -master.electionTimeout=600ms -volume.port="$WEED_VOLUME" -volume.port.grpc="$WEED_VOLUME_GRPC" \
    -volume.max=20000 -volume.preStopSeconds=0 -filer -filer.port="$WEED_FILER" \
    -filer.port.grpc="$WEED_FILER_GRPC" -s3 -s3.port="$WEED_S3" -s3.port.grpc="$WEED_S3_GRPC" \
    -s3.port.iceberg=0 -s3.port.lance=0 -s3.config="$d/s3.json"
}

start_clamav() {  # own signature of the EICAR test file (hexadecimal, so that this script is no hit itself)
  local d=$DIR/clamav eicar=58354f2150254041505b345c505a58353428505e2937434329377d2445494341522d
  mkdir -p "$d/db"
  eicar+=5354414e444152442d414e544956495255532d544553542d46494c452124482b482a
  echo "Eicar-Test-Signature:0:*:$eicar" >"$d/db/test.ndb"
  printf '%s\n' "DatabaseDirectory $d/db" "TCPSocket $CLAM_PORT" "TCPAddr 127.0.0.1" "Foreground yes" \
    "StreamMaxLength 100M" "MaxFileSize 100M" "MaxScanSize 200M" "AlertExceedsMax yes" "SelfCheck 0" \
    >"$d/clamd.conf"
  launch clamav /usr/sbin/clamd --config-file="$d/clamd.conf"
}

start_mail() {  # every message lands in a Maildir that a test reads with the standard library
  launch mail "$VENV/bin/python" -m aiosmtpd -n -l "127.0.0.1:$SMTP_PORT" \
    -c aiosmtpd.handlers.Mailbox "$DIR/mail/maildir"
}

write_env() {  # SoftHSM is a library: its token is made here
  local d=$DIR/softhsm
  mkdir -p "$d/tokens"
  printf 'directories.tokendir = %s\nobjectstore.backend = file\nlog.level = ERROR\n' "$d/tokens" \
    >"$d/softhsm2.conf"
  [ -n "$(ls -A "$d/tokens")" ] || SOFTHSM2_CONF=$d/softhsm2.conf softhsm2-util --init-token --free \
    --label eoffice --so-pin 12345678 --pin 1234 >/dev/null || die "cannot make the SoftHSM token in $d"
  printf '%s\n' "DATABASE_URL=postgresql://$USER_NAME@127.0.0.1:$PG_PORT/eoffice" \
    "CELERY_BROKER_URL=amqp://$USER_NAME:$SECRET@127.0.0.1:$RABBIT_AMQP/$USER_NAME" \
    "RABBITMQ_MANAGEMENT_URL=http://$USER_NAME:$SECRET@127.0.0.1:$RABBIT_HTTP" \
    "ELASTICSEARCH_URL=http://127.0.0.1:$ES_PORT" "MINIO_URL=http://127.0.0.1:$MINIO_PORT" \
    "SEAWEEDFS_URL=http://127.0.0.1:$WEED_S3" "S3_ACCESS_KEY=$USER_NAME" "S3_SECRET_KEY=$SECRET" \
    "CLAMD_ADDRESS=127.0.0.1:$CLAM_PORT" "SMTP_ADDRESS=127.0.0.1:$SMTP_PORT" "MAILDIR=$DIR/mail/maildir" \
    "SOFTHSM2_CONF=$d/softhsm2.conf" "PKCS11_MODULE=/usr/lib/softhsm/libsofthsm2.so" \
    "PKCS11_TOKEN=eoffice" "PKCS11_PIN=1234" "CHROMIUM=/usr/bin/chromium" >"$DIR/env.new"
  mv "$DIR/env.new" "$DIR/env" # readers see the old file or the new one, never half of it
}
