#!/bin/sh
# A whole backup of each event store now, beside those of every night (components/backup); waits until all are done.
# With --print it only shows what it would create.
set -eu
moment=$(date -u +%Y%m%d%H%M%S)
databases="item-catalog-db receiving-db shipping-db"

backups() {
  for database in $databases; do
    cat <<EOF
---
apiVersion: postgresql.cnpg.io/v1
kind: Backup
metadata:
  name: $database-$moment
spec:
  cluster: {name: $database}
  method: plugin
  pluginConfiguration: {name: barman-cloud.cloudnative-pg.io}
EOF
  done
}

if [ "${1:-}" = --print ]; then
  backups
  exit
fi
backups | kubectl create -f -
for database in $databases; do
  kubectl wait --for=jsonpath='{.status.phase}'=completed --timeout=2h "backup/$database-$moment"
done
