#!/bin/sh
# Runs tests of each service on a PostgreSQL and a Kafka that Testcontainers starts.
# With a Docker engine: the public images, or those named by LOTS_TEST_POSTGRES_IMAGE and LOTS_TEST_KAFKA_IMAGE. Without one,
# as root: podman's API in a network namespace of its own, and images made here.
# Expects the project's folder as working directory, JAVA_HOME set, and a build.
set -eu
tests=LotHoldQuarkusTest,HoldNewsQuarkusTest,ReceiptQuarkusTest,AllocationQuarkusTest,ExpiringQuarkusTest,LotSearchQuarkusTest
maven="mvn -B -Pcontainers -pl lot-events,deploy/local,event-sourcing,item-catalog-service,receiving-service,shipping-service,lot-ledger-service"
run="$maven -Dtest=$tests -Dsurefire.failIfNoSpecifiedTests=false test"

# podman in the place of docker has no socket of its own.
if engine=$(docker version 2>/dev/null) && ! echo "$engine" | grep -qi podman; then
  export LOTS_TEST_POSTGRES_IMAGE="${LOTS_TEST_POSTGRES_IMAGE:-postgres:18}"
  export LOTS_TEST_KAFKA_IMAGE="${LOTS_TEST_KAFKA_IMAGE:-apache/kafka:4.1.1}"
  exec $run
fi

for needed in podman crun unshare; do
  command -v $needed >/dev/null || {
    echo "make test-containers needs a Docker engine, or podman, crun, buildah and debootstrap; $needed is missing" >&2
    exit 1
  }
done
[ "$(id -u)" = 0 ] || { echo "make test-containers without Docker needs root: it makes a network namespace" >&2; exit 1; }
prefix=${IMAGE_PREFIX:-localhost/lot-ledger}
sh deploy/images/servers/build.sh "$prefix"
export LOTS_TEST_POSTGRES_IMAGE="$prefix/test-postgres" LOTS_TEST_KAFKA_IMAGE="$prefix/test-kafka"
# While there is a network: what Maven wants to run any test.
$maven -q -Dtest=QuantityTest -Dsurefire.failIfNoSpecifiedTests=false test

export CONTAINERS_CONF="$PWD/deploy/images/containers.conf"
socket=$PWD/target/images/podman.sock
export DOCKER_HOST="unix://$socket" TESTCONTAINERS_RYUK_DISABLED=true TESTCONTAINERS_HOST_OVERRIDE=127.0.0.1
exec unshare --mount --net --propagation private sh -c '
  umount /sys/fs/cgroup/unified 2>/dev/null || true
  ip link set lo up
  rm -f "'"$socket"'"
  podman system service --time=0 "$DOCKER_HOST" &
  service=$!
  trap "kill $service" EXIT
  '"$run"' -o'
