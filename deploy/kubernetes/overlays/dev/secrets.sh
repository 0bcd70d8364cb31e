#!/bin/sh
# Prints the secrets that `prod` takes from outside, with passwords made up now: deploy/kubernetes/overlays/dev/secrets.sh |
# kubectl apply -f -  (once: a second time would change what the databases were made with).
# The services' own client secrets are those of the realm beside this file.
set -eu

password() { od -An -N24 -tx1 /dev/urandom | tr -d ' \n'; }

login() { # secret, user
  printf -- '---\napiVersion: v1\nkind: Secret\ntype: kubernetes.io/basic-auth\n'
  printf 'metadata: {name: %s, namespace: lot-ledger, labels: {cnpg.io/reload: "true"}}\n' "$1"
  printf 'stringData: {username: %s, password: %s}\n' "$2" "$(password)"
}

for service in item-catalog receiving shipping lot-ledger; do
  role=$(echo "$service" | tr - _)
  login "$service-db-application" "$role"
  login "$service-db-owner" "${role}_owner"
  printf -- '---\napiVersion: v1\nkind: Secret\n'
  printf 'metadata: {name: %s-client, namespace: lot-ledger}\nstringData: {secret: %s-dev-only}\n' "$service" "$service"
done
