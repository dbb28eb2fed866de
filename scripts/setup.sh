#!/usr/bin/env bash
# Build the virtual environment from the lock. Usage: setup.sh PYTHON VENV
set -euo pipefail
cd "$(dirname "$0")/.."
python=$1 venv=$2

as_root() { if [ "$(id -u)" = 0 ]; then "$@"; elif sudo -n true 2>/dev/null; then sudo -n "$@"; else return 1; fi; }

"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || {
    echo "需要 Python 3.11 或更新的版本（make PY=python3.12 可指定）。" >&2; exit 1; }
if ! "$python" -m venv "$venv" >/dev/null 2>&1; then
    rm -rf "$venv"
    as_root env DEBIAN_FRONTEND=noninteractive sh -c 'apt-get update -qq && apt-get install -y -qq python3-venv' >/dev/null || {
        echo "缺少 venv：请先安装 python3-venv，再运行一次。" >&2; exit 1; }
    "$python" -m venv "$venv"
fi
"$venv/bin/pip" install -q --disable-pip-version-check "uv==$(cat scripts/uv-version)"
"$venv/bin/uv" pip install -q --python "$venv/bin/python" --require-hashes -r requirements.lock
"$venv/bin/uv" pip install -q --python "$venv/bin/python" --no-deps --no-build-isolation -e .
