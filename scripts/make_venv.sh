#!/bin/sh
# make_venv.sh FOLDER [PYTHON]: a virtual environment with a suitable Python, or one sentence that says what is missing.
# A working environment of a suitable Python is kept.
set -eu
folder=$1
wanted=${2:-}

suitable() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

if [ -z "$wanted" ] && suitable "$folder/bin/python" && "$folder/bin/python" -m pip --version >/dev/null 2>&1; then
    exit 0
fi

found=
for candidate in ${wanted:-python3 python3.13 python3.12 python3.11 python}; do
    if suitable "$candidate"; then
        found=$candidate
        break
    fi
done
if [ -z "$found" ]; then
    echo "rnnviz needs Python 3.11 or newer; none of ${wanted:-python3 python3.13 python3.12 python3.11 python} is." >&2
    echo "Install one from python.org or your package manager, then run make again (PYTHON=/path/to/python chooses one)." >&2
    exit 1
fi
if ! "$found" -c 'import ensurepip, venv' 2>/dev/null; then
    echo "$found cannot make virtual environments. On Debian and Ubuntu: apt-get install python3-venv, then run make again." >&2
    exit 1
fi
"$found" -m venv --clear "$folder"
