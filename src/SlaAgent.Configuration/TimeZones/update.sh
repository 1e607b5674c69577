#!/bin/sh
# Makes tzdata.tar.gz anew from the IANA time zone database as the tzdata package of Debian brings it (tzdata.zi), with zic, which comes with the C library:
#   ./update.sh /usr/share/zoneinfo/tzdata.zi
# The same input makes the same bytes.
set -eu
rules=$(realpath "$1")
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
zic -b slim -d "$work" "$rules"
sed -n '1s/^# version //p' "$rules" > "$work/version"
cd "$work"
find . -type f | sed 's,^\./,,' | LC_ALL=C sort |
    tar --format=ustar --owner=0 --group=0 --numeric-owner --mode=644 --mtime=@0 --no-recursion -T - -cf - | gzip -9n > "$here/tzdata.tar.gz"
ls -l "$here/tzdata.tar.gz"
