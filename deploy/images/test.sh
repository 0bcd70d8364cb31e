#!/bin/sh
# Runs the images of `make images` as the manifests say and plays the demo against them, in a network namespace of its own.
# Needs root, podman with crun, kubectl, openssl, and packaged services. Expects the project's folder as working directory.
set -eu
for needed in podman crun kubectl openssl unshare mvn; do
  command -v $needed >/dev/null || { echo "make images-test needs $needed" >&2; exit 1; }
done
[ "$(id -u)" = 0 ] || { echo "make images-test needs root: it makes a network namespace" >&2; exit 1; }

export CONTAINERS_CONF="$PWD/deploy/images/containers.conf"
version=$(sed -n 's/.*<version>\(.*\)<\/version>.*/\1/p' pom.xml | head -n 1 | sed 's/-SNAPSHOT//')
exec unshare --mount --net --propagation private sh -c '
  umount /sys/fs/cgroup/unified 2>/dev/null || true
  ip link set lo up
  mvn -o -q -B -Dalone -pl deploy/local,system-tests -Dtest=none -Dsurefire.failIfNoSpecifiedTests=false \
    -Dit.test=ImagesIT -Dimages="'"${IMAGE_PREFIX:-localhost/lot-ledger}"'" -Dimages.version="'"$version"'" verify'
