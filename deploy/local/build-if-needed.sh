#!/bin/sh
# Packages all modules when a packaged service is missing or anything it is built from is newer than the last build here.
# Expects the project's folder as working directory and JAVA_HOME set.
set -eu
stamp=target/packaged

needed() {
  [ -e "$stamp" ] && [ -s deploy/local/target/class-path ] && [ -s benchmarks/target/class-path ] || return 0
  for service in item-catalog lot-ledger receiving shipping; do
    [ -e "$service-service/target/quarkus-app/quarkus-run.jar" ] || return 0
  done
  [ -n "$(find . -name target -prune -o -name .git -prune -o -name .local -prune -o \
    -type f \( -path './*/src/main/*' -o -name pom.xml \) -newer "$stamp" -print | head -n 1)" ]
}

if needed; then
  echo "building, the first time takes some minutes"
  # Made before the build, so that what is saved meanwhile counts as newer.
  mkdir -p target
  touch "target/packaging.$$"
  mvn -q -B -DskipTests package
  mv "target/packaging.$$" "$stamp"
fi
