#!/bin/sh
# Installs upsjail from this directory where there is no package of it. First it shows every command it will run.
#   ./install.sh            show, ask, do
#   ./install.sh --show     show
#   ./install.sh --yes      show and do
#   ./install.sh --remove   the way back: upsmon watches again, and all that was installed is gone; asks as well
# SPDX-License-Identifier: Apache-2.0
set -eu
here=$(dirname -- "$(readlink -f -- "$0")")
home=/usr/lib/upsjail

fail() {
  echo "install.sh: $1" >&2
  exit 1
}

plan=$(mktemp)
trap 'rm -f -- "$plan"' EXIT
will() {
  printf '%s\n' "$*" >>"$plan"
}

# What is copied, and where to; a directory of ours that is not in this release is passed over.
each_copy() {
  "$1" "$here/init" /etc/init.d 0755
  "$1" "$here/systemd" /usr/lib/systemd/system 0644
  "$1" "$here/system-shutdown" /usr/lib/systemd/system-shutdown 0755
  "$1" "$here/sysusers.d" /usr/lib/sysusers.d 0644
  "$1" "$here/tmpfiles.d" /usr/lib/tmpfiles.d 0644
  "$1" "$here/completion" /usr/share/bash-completion/completions 0644
  for section in 5 7 8; do
    "$1" "$here/man/man$section" "/usr/share/man/man$section" 0644
  done
}

plan_copy() {
  [ -d "$1" ] || return 0
  (cd "$1" && find . -type f) | sort | while read -r file; do
    will install -D -m "$3" "'$1/${file#./}'" "'$2/${file#./}'"
  done
}

plan_removal() {
  [ -d "$1" ] || return 0
  (cd "$1" && find . -type f) | sort | while read -r file; do
    will rm -f "'$2/${file#./}'"
  done
}

plan_installation() {
  java=$(command -v java || true)
  [ -n "$java" ] || fail "no java was found; install a headless Java runtime, 17 or later"
  [ ! -e /var/lib/dpkg/info/upsjail.list ] || fail "the package upsjail is installed; upgrade or remove that"

  will mkdir -p "$home"
  will rm -rf "$home/bin" "$home/lib"
  will cp -r "'$here/bin'" "'$here/lib'" "$home/"
  will chown -R root:root "$home"
  will ln -sfn ../lib/upsjail/bin/upsjail /usr/sbin/upsjail
  each_copy plan_copy
  [ -e /etc/nut/upsjail.conf ] || will install -D -m 0644 "'$here/etc/upsjail.conf'" /etc/nut/upsjail.conf
  if command -v systemd-sysusers >/dev/null; then
    will systemd-sysusers upsjail.conf
  elif ! getent passwd upsjail >/dev/null; then
    will useradd --system --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin upsjail
  fi
  if command -v systemd-tmpfiles >/dev/null; then
    will systemd-tmpfiles --create upsjail.conf
  else
    will install -d -m 0755 /var/lib/upsjail /var/lib/upsjail/jail
  fi
  will "$home/bin/upsjail-archive || true"
  will "$home/bin/upsjail-takeover"
}

plan_way_back() {
  [ -d "$home" ] || fail "$home is not there: nothing is installed"
  will "$home/bin/upsjail-takeover" --back
  will rm -rf "$home" /var/lib/upsjail /run/upsjail
  will rm -f /usr/sbin/upsjail
  each_copy plan_removal
}

carry_out() {
  [ "$(id -u)" = 0 ] || fail "not root; run it as root"
  sh -eu "$plan"
}

case "$*" in
  ''|--show|--yes) plan_installation ;;
  --remove|'--remove --yes') plan_way_back ;;
  *) echo "usage: install.sh [--show | --yes | --remove [--yes]]" >&2; exit 64 ;;
esac
echo "These commands, as root:"
sed 's/^/  /' "$plan"
case "$*" in
  --show) ;;
  *--yes) carry_out ;;
  *)
    printf 'Run them? [y/N] '
    read -r answer || answer=
    if [ "$answer" = y ]; then carry_out; else echo "nothing was done"; exit 1; fi
    ;;
esac
