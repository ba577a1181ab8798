#!/bin/sh
# Prints the Python to use, or says in one sentence what is missing: the one that was
# asked for, else the distribution's own, which is built for speed and kept mended,
# else the first on the path that is new enough. One that cannot make an environment
# is taken only where no other is left.
set -eu

system=${SYSTEM_PYTHON:-/usr/bin/python3}
is_new_enough='import sys; sys.exit(sys.version_info < (3, 11))'
is_whole="$is_new_enough; import ensurepip, venv"

for probe in "$is_whole" "$is_new_enough"; do
  for candidate in ${PYTHON:+"$PYTHON"} "$system" python3 \
    python3.13 python3.12 python3.11 python3.14; do
    if command -v "$candidate" >/dev/null 2>&1 &&
      "$candidate" -c "$probe" 2>/dev/null; then
      command -v "$candidate"
      exit 0
    fi
  done
done

echo "Нужен Python 3.11 или новее: поставьте его (apt-get install python3) и повторите." >&2
exit 1
