#!/bin/sh
# Makes a base image where none can be pulled: OUT/base.tar, a Java runtime (jlink) on the C library of this Debian and
# nothing else, no shell.
set -eu
out=$1
root=$out/base
command -v dpkg-deb >/dev/null && command -v apt-get >/dev/null || {
  echo "a base can be made on Debian or Ubuntu only; elsewhere name one: make images BASE_IMAGE=…" >&2
  exit 1
}

if [ ! -s "$out/base.tar" ] || [ "$JAVA_HOME/release" -nt "$out/base.tar" ] || [ "$0" -nt "$out/base.tar" ]; then
  rm -rf "$root"
  mkdir -p "$root/opt" "$root/etc" "$root/tmp" "$out/packages"
  for package in libc6 zlib1g base-files netbase; do
    (cd "$out/packages" && ls "$package"_*.deb >/dev/null 2>&1 || apt-get -qq download "$package")
    dpkg-deb -x "$out/packages/$package"_*.deb "$root"
  done
  rm -rf "$root/usr/share/doc" "$root/usr/share/man" "$root/usr/share/locale" "$root/usr/share/lintian" \
    "$root"/usr/lib/*/gconv "$root/usr/share/base-files" "$root/etc/update-motd.d"
  printf 'root:x:0:0:root:/root:/sbin/nologin\napp:x:10001:10001::/tmp:/sbin/nologin\n' >"$root/etc/passwd"
  printf 'root:x:0:\napp:x:10001:\n' >"$root/etc/group"
  printf 'hosts: files dns\npasswd: files\ngroup: files\n' >"$root/etc/nsswitch.conf"
  # jdk.jfr and jdk.management: to look into a running service; jdk.crypto.ec: tokens and TLS; jdk.zipfs: exports.
  "$JAVA_HOME/bin/jlink" --output "$root/opt/java" --strip-debug --no-header-files --no-man-pages \
    --compress zip-9 \
    --add-modules java.se,jdk.unsupported,jdk.crypto.ec,jdk.jfr,jdk.management,jdk.management.agent,jdk.naming.dns,jdk.net,jdk.security.auth,jdk.zipfs,jdk.jcmd
  # Without a screen: what draws, and the symbols of the virtual machine.
  (cd "$root/opt/java/lib" && rm -f libawt* libfontmanager.so libfreetype.so liblcms.so libmlib_image.so \
    libsplashscreen.so libjavajpeg.so libjsound.so && strip --strip-unneeded server/libjvm.so 2>/dev/null || true)
  chmod 1777 "$root/tmp"
  tar -C "$root" -cf "$out/base.tar" .
fi
