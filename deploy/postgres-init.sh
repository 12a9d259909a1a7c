#!/bin/sh
# Run once by the PostgreSQL image, when its volume is empty.
set -eu
psql -v ON_ERROR_STOP=1 -v owner_password="$OWNER_PASSWORD" -v app_password="$APP_PASSWORD" -U postgres -d postgres -f /etc/hongyan/roles.sql
