#!/bin/sh
# Makes the application's own key of the object store: put and get, no deleting, no way around a lock.
set -eu
mc alias set store http://objects:9000 "$MINIO_ROOT_USER" "$MINIO_ROOT_PASSWORD" >/dev/null
mc admin user add store "$S3_ACCESS_KEY" "$S3_SECRET_KEY"
mc admin policy create store eoffice /policy.json
mc admin policy attach store eoffice --user "$S3_ACCESS_KEY" || mc admin user info store "$S3_ACCESS_KEY"
