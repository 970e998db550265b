#!/bin/sh
# See that the browser tests have a browser: find one, or install Chromium when this is Debian and we are root.
# Never fails: without a browser those tests skip and say so (under TRUCELINE_REQUIRE_ALL=1 they fail instead).
set -u
if [ -n "${TRUCELINE_BROWSER:-}" ]; then exit 0; fi
for name in chromium chromium-browser google-chrome google-chrome-stable; do
  command -v "$name" >/dev/null 2>&1 && exit 0
done
for app in "/Applications/Google Chrome.app" "/Applications/Chromium.app"; do
  [ -d "$app" ] && exit 0
done
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
  echo "no browser found; installing chromium and fonts with apt-get for the page tests"
  if apt-get update -qq >/dev/null &&
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium fonts-noto-core >/dev/null; then
    exit 0
  fi
  echo "apt-get could not install chromium"
fi
echo "no Chromium or Chrome: the page tests will skip. Install one, or name it in TRUCELINE_BROWSER."
exit 0
