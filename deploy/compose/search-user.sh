#!/bin/bash
# Makes the application's own user of Elasticsearch: its own indexes and nothing else.
set -euo pipefail
ask() { curl -fsS --cacert /certificates/ca.crt --user "elastic:$ELASTIC_PASSWORD" -H 'Content-Type: application/json' "$@"; echo; }
ask -X PUT https://search:9200/_security/role/eoffice -d '{
  "cluster": ["monitor"],
  "indices": [{"names": ["eoffice*"], "privileges": ["read", "write", "manage"]}]
}'
ask -X PUT https://search:9200/_security/user/eoffice -d "{
  \"password\": \"$ELASTICSEARCH_PASSWORD\", \"roles\": [\"eoffice\"], \"full_name\": \"eOffice\"
}"
