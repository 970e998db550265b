#!/bin/sh
# Create a virtual environment with pip in it. Usage: make-venv.sh FOLDER
#
# Debian and Ubuntu ship python3 without ensurepip, so "python3 -m venv" alone fails there. The ways below are tried
# in order; the last words say what to install when none works.
set -eu
folder=$1

python=""
for name in ${PYTHON:-} python3 python3.13 python3.12 python3.11; do
  if command -v "$name" >/dev/null 2>&1 &&
    "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then
    python=$name
    break
  fi
done

as_root_with_apt() { [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; }

apt_install() {
  echo "installing with apt-get: $*" >&2
  apt-get update -qq >/dev/null &&
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}

if [ -z "$python" ] && as_root_with_apt && apt_install python3 python3-venv; then
  if python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then python=python3; fi
fi
if [ -z "$python" ]; then
  echo "Truceline needs Python 3.11 or newer. None of python3, python3.13, python3.12 and python3.11 is one." >&2
  echo "Install it (Debian, Ubuntu: apt-get install python3 python3-venv; macOS: brew install python) or name it:" >&2
  echo "  make demo PYTHON=/path/to/python3.12" >&2
  exit 1
fi

usable() { "$folder/bin/python" -m pip --version >/dev/null 2>&1; }

rm -rf "$folder"
"$python" -m venv "$folder" >/dev/null 2>&1 && usable && exit 0

rm -rf "$folder"
if command -v uv >/dev/null 2>&1; then
  uv venv --quiet --seed --python "$python" "$folder" && usable && exit 0
fi
rm -rf "$folder"
if "$python" -m virtualenv --version >/dev/null 2>&1; then
  "$python" -m virtualenv --quiet "$folder" && usable && exit 0
fi
rm -rf "$folder"
if "$python" -m pip --version >/dev/null 2>&1; then
  "$python" -m venv --without-pip "$folder" &&
    "$python" -m pip --python "$folder/bin/python" install --quiet pip && usable && exit 0
fi
rm -rf "$folder"
if as_root_with_apt; then
  version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
  apt_install "python$version-venv" || apt_install python3-venv
  "$python" -m venv "$folder" && usable && exit 0
fi
rm -rf "$folder"
echo "$python cannot make a virtual environment: its venv module has no pip to put in." >&2
echo "Debian, Ubuntu: sudo apt-get install python3-venv. Elsewhere: install uv or virtualenv. Then run make again." >&2
exit 1
