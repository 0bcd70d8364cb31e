#!/bin/sh
# Builds PREFIX/test-postgres and PREFIX/test-kafka without a registry: a Debian by debootstrap, the PostgreSQL and the
# Kafka that the other tests embed, a Java runtime by jlink. Expects the project's folder as working directory, JAVA_HOME
# set, and a build. Needs root, buildah, debootstrap and apt-get.
set -eu
prefix=$1
here=deploy/images/servers
out=target/images/servers
for needed in buildah debootstrap apt-get xz; do
  command -v $needed >/dev/null || { echo "images of PostgreSQL and Kafka need $needed" >&2; exit 1; }
done
class_path=$(cat deploy/local/target/class-path)
base=$prefix/debian:12
mkdir -p "$out"

if ! buildah inspect "$base" >/dev/null 2>&1; then
  site=$(apt-get indextargets --format '$(SITE)' 'Created-By: Packages' 'Codename: bookworm' | head -n 1)
  rm -rf "$out/debian"
  debootstrap --variant=minbase bookworm "$out/debian" "$site" >"$out/debootstrap.log" 2>&1 ||
    { cat "$out/debootstrap.log" >&2; exit 1; }
  tar -C "$out/debian" --exclude=./var/cache/apt -cf "$out/debian.tar" .
  sh deploy/images/load-base.sh "$out/debian.tar" "$base" >/dev/null 2>&1
  rm -rf "$out/debian" "$out/debian.tar"
fi

sh deploy/images/base.sh target/images
context=$out/context
rm -rf "$context"
mkdir -p "$context/postgres" "$context/kafka"
cp $here/docker-entrypoint.sh $here/run "$context/"
chmod +x "$context/docker-entrypoint.sh" "$context/run"
cp -R target/images/base/opt/java "$context/java"
cp deploy/local/target/local-stack-*.jar "$context/kafka/"
echo "$class_path" | tr ':' '\n' | while read -r jar; do
  case $jar in
  *embedded-postgres-binaries-linux-*)
    case $(uname -m)/$jar in x86_64/*amd64* | aarch64/*arm64*)
      (cd "$context" && "$JAVA_HOME/bin/jar" xf "$jar" && tar -C postgres -xJf postgres-*.txz && rm postgres-*.txz)
      ;;
    esac
    ;;
  *embedded-postgres-binaries-*) ;;
  *) cp "$jar" "$context/kafka/" ;;
  esac
done
for server in postgres kafka; do
  buildah build --isolation=chroot --pull=never --file "$here/$server.Dockerfile" --build-arg "BASE=$base" \
    --tag "$prefix/test-$server" "$context" >"$out/$server.log" 2>&1 || { cat "$out/$server.log" >&2; exit 1; }
  echo "images: $prefix/test-$server"
done
