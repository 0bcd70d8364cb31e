#!/bin/sh
# buildah has no `import`: TAR becomes IMAGE.
set -eu
container=$(buildah from scratch)
buildah add "$container" "$1" / >/dev/null
buildah config --env PATH=/opt/java/bin --env JAVA_HOME=/opt/java --env LANG=C.UTF-8 "$container"
buildah commit --rm "$container" "$2" >/dev/null
