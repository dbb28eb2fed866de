#!/usr/bin/env bash
# What the tests need besides Python: Chromium, CJK fonts, PostgreSQL, LibreOffice. As root or with sudo through apt;
# otherwise one line says what to install, and the tests that need it say that they were skipped.
set -euo pipefail
missing=()
command -v chromium >/dev/null 2>&1 || missing+=(chromium)
fc-list 2>/dev/null | grep -qi 'Noto Sans CJK' || missing+=(fonts-noto-cjk fontconfig)
ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || missing+=(postgresql)
command -v soffice >/dev/null 2>&1 || missing+=(libreoffice-calc libreoffice-writer)
[ ${#missing[@]} -eq 0 ] && exit 0
install() { DEBIAN_FRONTEND=noninteractive "$@" sh -c "apt-get update -qq && apt-get install -y -qq --no-install-recommends ${missing[*]}"; }
if [ "$(id -u)" = 0 ]; then install env >/dev/null && exit 0
elif sudo -n true 2>/dev/null; then install sudo -n env DEBIAN_FRONTEND=noninteractive >/dev/null && exit 0
fi
echo "未安装：${missing[*]}。请用 apt 安装；需要它们的测试这次没有运行。" >&2
