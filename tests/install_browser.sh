#!/bin/sh
# A Chromium for the browser tests: Debian's, installed if there is none and we may.
set -eu

for name in chromium google-chrome chromium-browser; do
  if command -v "$name" >/dev/null 2>&1; then
    exit 0
  fi
done

if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null 2>&1; then
  echo "Installing chromium for the browser tests."
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -qq --yes --no-install-recommends \
    chromium fonts-dejavu-core >/dev/null
  exit 0
fi

cat >&2 <<'WORDS'
The browser tests need Chromium, and this account may not install it. As root, on Debian or Ubuntu:
  apt-get update && apt-get install --no-install-recommends chromium fonts-dejavu-core
On other systems install Chromium or Google Chrome so that one of them is on the PATH.
WORDS
exit 1
