#!/bin/sh
# Makes the two keys of the object store: the application's puts and gets, deletes no record and passes no lock;
# the destroyer's deletes what no lock or hold keeps, and neither writes nor reads nor lets go of a hold.
set -eu
mc alias set store http://objects:9000 "$MINIO_ROOT_USER" "$MINIO_ROOT_PASSWORD" >/dev/null

give() { # key, secret, name of the policy, its file
    mc admin user add store "$1" "$2"
    mc admin policy create store "$3" "$4"
    mc admin policy attach store "$3" --user "$1" || mc admin user info store "$1"
}

give "$S3_ACCESS_KEY" "$S3_SECRET_KEY" eoffice /policy.json
give "$S3_DESTROYER_ACCESS_KEY" "$S3_DESTROYER_SECRET_KEY" eoffice-destroyer /destroyer-policy.json
