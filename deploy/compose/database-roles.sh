#!/bin/bash
# Runs once, when the database is made. Three roles: the superuser that nothing of ours uses; the owner,
# who migrates; and the application, who reads and writes rows. The application owns no table, so it can
# neither drop the triggers that keep the audit trail append-only nor truncate anything.
set -euo pipefail
psql --set=ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname postgres \
  --set=owner_password="$DATABASE_OWNER_PASSWORD" --set=password="$DATABASE_PASSWORD" <<'SQL'
create role eoffice_owner login password :'owner_password';
create role eoffice login password :'password' connection limit 120;
create database eoffice owner eoffice_owner encoding 'UTF8' template template0;
revoke connect, temporary on database eoffice from public;
grant connect, temporary on database eoffice to eoffice;
\connect eoffice
revoke create on schema public from public;
grant usage on schema public to eoffice;
alter default privileges for role eoffice_owner in schema public
  grant select, insert, update, delete on tables to eoffice;
alter default privileges for role eoffice_owner in schema public
  grant usage, select on sequences to eoffice;
alter default privileges for role eoffice_owner in schema public
  grant execute on functions to eoffice;
SQL
