#!/bin/sh
# Renders every overlay and checks it with the strict validator in VALIDATOR (a folder with validate.mjs and schemas/).
# Expects the project's folder as working directory. Says so, and succeeds, where kubectl, node or the validator is missing.
set -eu
validator=${VALIDATOR:-../shared/k8s-validator}
for needed in kubectl node npm; do
  command -v $needed >/dev/null || { echo "manifests: not checked, there is no $needed"; exit 0; }
done
[ -e "$validator/validate.mjs" ] || { echo "manifests: not checked, there is no validator in $validator"; exit 0; }

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp -r "$validator/." "$work"
(cd "$work" && npm install --silent --no-audit --no-fund >/dev/null) || {
  echo "manifests: not checked, the validator's packages cannot be installed"
  exit 0
}

status=0
for overlay in dev prod restore; do
  kubectl kustomize "deploy/kubernetes/overlays/$overlay" >"$work/$overlay.yaml"
done
sh deploy/kubernetes/overlays/dev/secrets.sh >>"$work/dev.yaml"
sh deploy/kubernetes/back-up.sh --print >"$work/back-up.yaml"
for overlay in dev prod restore back-up; do
  echo "manifests: $overlay"
  node "$work/validate.mjs" "$work/$overlay.yaml" >"$work/report" || status=1
  # Warnings that are meant: deploy/kubernetes/README.md.
  known='matches no pod of the set|dev.yaml.*fewer than 2 replicas|dev.yaml.*Secret'
  if grep '^WARN' "$work/report" | grep -Ev "$known"; then status=1; fi
  grep -v '^WARN' "$work/report" || true
done
exit $status
