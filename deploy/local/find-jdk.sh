#!/bin/sh
# Prints the home of a JDK that can build and run this project: JAVA_HOME if it is new enough, else the newest found in
# the usual folders. Also checks that Maven is there.
set -u
oldest=25

# 25.0.1 from a JDK's release file; nothing if it is no JDK.
version_of() {
  [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || return 0
  sed -n 's/^JAVA_VERSION="\([0-9.]*\).*/\1/p' "$1/release"
}

new_enough() {
  major=${1%%.*}
  [ -n "$major" ] && [ "$major" -ge "$oldest" ]
}

if ! command -v mvn >/dev/null 2>&1; then
  echo "Maven is missing: install it (3.8.7 or later), so that 'mvn' works in this terminal" >&2
  exit 1
fi

if [ -n "${JAVA_HOME:-}" ] && new_enough "$(version_of "$JAVA_HOME")"; then
  echo "$JAVA_HOME"
  exit 0
fi

found=$(
  for home in /usr/lib/jvm/* /Library/Java/JavaVirtualMachines/*/Contents/Home \
      "${HOME:-/nonexistent}"/Library/Java/JavaVirtualMachines/*/Contents/Home /opt/* \
      /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home "${HOME:-/nonexistent}"/.sdkman/candidates/java/*; do
    version=$(version_of "$home")
    if new_enough "$version"; then
      echo "$version $home"
    fi
  done | sort -t. -k1,1n -k2,2n -k3,3n | tail -n 1
)
if [ -z "$found" ]; then
  echo "JDK $oldest or later is missing: JAVA_HOME is '${JAVA_HOME:-}', and none is in /usr/lib/jvm," \
    "/Library/Java/JavaVirtualMachines, /opt or ~/.sdkman. Install one (https://adoptium.net) or set JAVA_HOME." >&2
  exit 1
fi
echo "${found#* }"
