#!/bin/sh
# Builds the images of all services with what this machine has: docker, podman, or buildah without a daemon.
#   BASE_IMAGE=…   what to build on; `local` makes a base of a Java runtime by jlink and the C library of this Debian.
#                  Not given: the default of the Dockerfile, or `local` where that cannot be reached.
#   IMAGE_PREFIX=… before the names, default localhost/lot-ledger
# Expects the project's folder as working directory, JAVA_HOME set, and packaged services.
set -eu

here=deploy/images
out=target/images
prefix=${IMAGE_PREFIX:-localhost/lot-ledger}
version=$(sed -n 's/.*<version>\(.*\)<\/version>.*/\1/p' pom.xml | head -n 1 | sed 's/-SNAPSHOT//')
revision=$(git rev-parse HEAD 2>/dev/null || echo unknown)
services="item-catalog-service receiving-service shipping-service lot-ledger-service"

say() { echo "images: $*"; }
import() { "$1" import --change "ENV PATH=/opt/java/bin" --change "ENV LANG=C.UTF-8" "$2" "$3"; }

if docker info >/dev/null 2>&1; then
  engine=docker
  build() { docker build "$@"; }
  pull() { docker pull "$1"; }
  load() { import docker "$1" "$2"; }
elif command -v buildah >/dev/null; then
  engine=buildah
  # chroot: needs neither a daemon nor namespaces, so it works within containers, too.
  build() { buildah build --isolation=chroot --pull=never "$@"; }
  pull() { buildah pull "$1"; }
  load() { sh $here/load-base.sh "$1" "$2"; }
elif podman info >/dev/null 2>&1; then
  engine=podman
  build() { podman build --pull=never "$@"; }
  pull() { podman pull "$1"; }
  load() { import podman "$1" "$2"; }
else
  echo "make images needs docker, podman or buildah (Debian: apt-get install buildah)" >&2
  exit 1
fi
say "with $engine"

base=${BASE_IMAGE:-}
if [ -z "$base" ]; then
  default=$(sed -n 's/^ARG BASE_IMAGE=//p' $here/Dockerfile)
  if pull "$default" >/dev/null 2>&1; then
    base=$default
  else
    say "$default cannot be reached: making a base here"
    base=local
  fi
fi

rm -rf "$out/context"
for service in $services; do
  to=$out/context/$service/target/quarkus-app
  mkdir -p "$to"
  (cd "$service/target/quarkus-app" && cp -R app lib quarkus quarkus-run.jar "$OLDPWD/$to/")
done
# Times without a fraction, as images keep them.
find "$out/context" -type f -exec touch -d '2001-01-01 00:00:00 UTC' {} +

if [ "$base" = local ]; then
  sh $here/base.sh "$out"
  base=$prefix/java:25
  load "$out/base.tar" "$base" >/dev/null 2>&1
  # Only the very runtime that is in the image can make a cache for it.
  CLASSPATH="deploy/local/target/classes:$(cat deploy/local/target/class-path)" "$out/base/opt/java/bin/java" \
    -Djava.util.logging.manager=org.jboss.logmanager.LogManager org.lotledger.local.RecordStartups "$out/context"
fi

for service in $services; do
  build --file $here/Dockerfile --build-arg "BASE_IMAGE=$base" --build-arg "SERVICE=$service" \
    --build-arg "VERSION=$version" --build-arg "REVISION=$revision" --tag "$prefix/$service:$version" "$out/context" \
    >"$out/$service.log" 2>&1 || { cat "$out/$service.log" >&2; exit 1; }
  cp "$service/target/bom.json" "$out/$service.bom.json"
  say "$prefix/$service:$version, contents in $out/$service.bom.json"
done
