#!/bin/bash
# Makes the application's own user of Elasticsearch: all of its own indexes, nothing of security.
set -euo pipefail
ask() { curl -fsS --user "elastic:$ELASTIC_PASSWORD" -H 'Content-Type: application/json' "$@"; echo; }
ask -X PUT http://search:9200/_security/role/eoffice -d '{
  "cluster": ["monitor", "manage_index_templates"],
  "indices": [{"names": ["eoffice*"], "privileges": ["all"]}]
}'
ask -X PUT http://search:9200/_security/user/eoffice -d "{
  \"password\": \"$ELASTICSEARCH_PASSWORD\", \"roles\": [\"eoffice\"], \"full_name\": \"eOffice\"
}"
