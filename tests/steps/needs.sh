# shellcheck shell=bash
# What the checks need on the machine: finds what is missing, and installs it with apt as root.

PACKAGES=()

# need PACKAGE WHY CONDITION...: remembers the package, and says why, unless the condition holds.
need() {
  local package="$1" why="$2"
  shift 2
  if ! "$@" >/dev/null 2>&1; then
    printf 'Missing: %s, %s\n' "$package" "$why"
    PACKAGES+=("$package")
  fi
}

has() {
  PATH="$PATH:/usr/sbin" command -v "$1"
}

is_installed() {
  dpkg-query -W -f '${Status}' "$1" | grep -q 'ok installed'
}

has_postgres() {
  [ -n "$(postgres_programs)" ]
}

need_rust() {
  if ! cargo fmt --version >/dev/null 2>&1 || ! cargo clippy --version >/dev/null 2>&1; then
    cat >&2 <<'WORDS'
Rust with cargo, rustfmt and clippy has to be there first: see https://rustup.rs,
then: rustup component add rustfmt clippy
WORDS
    exit 2
  fi
}

need_everything() {
  need_rust
  need gcc "a C compiler for SQLite and the PostgreSQL client" has cc
  need libc6-dev "headers for that compiler" is_installed libc6-dev
  if wanted postgres; then
    need postgresql "a database server of our own, for the second run of the suite" has_postgres
  fi
  if wanted browser; then
    need chromium "the browser that looks at the pages" has chromium
    need nodejs "runs the browser checks" has node
    need npm "fetches the libraries of the browser checks, by their lock file" has npm
    need ca-certificates "so that npm trusts the registry" test -s /etc/ssl/certs/ca-certificates.crt
    need curl "a second reader of every content coding" has curl
    need fonts-dejavu-core "letters for Latin, Greek, Cyrillic and Arabic" is_installed fonts-dejavu-core
    need fonts-droid-fallback "letters for Chinese, Japanese and Korean" is_installed fonts-droid-fallback
  fi
  if wanted scim || wanted lti; then
    need python3-venv "a place for the client that tries SCIM, and for the platform that tries LTI" is_installed python3-venv
    need curl "waits for the site that they try" has curl
  fi
  if [ "$quick" = no ]; then
    need nginx "tries the snippet for it, and the load run compares with it" has nginx
    need caddy "tries the snippet for it" has caddy
    need systemd "looks at the unit" has systemd-analyze
  fi
  if wanted saml; then
    need simplesamlphp "a SAML provider to sign on by" is_installed simplesamlphp
    need php-cli "runs that provider" has php
    need php-xml "it speaks XML" is_installed php-xml
    need xmlsec1 "signs what a federation signs" has xmlsec1
    need apache2 "stands in front of the site" has apache2
    need libapache2-mod-shib "Shibboleth in it" is_installed libapache2-mod-shib
    need shibboleth-sp-utils "the service behind that" has shibd
    need curl "looks whether they are there" has curl
    need openssl "makes their keys" has openssl
    need python3 "signs on" has python3
  fi
  if wanted load; then
    need wrk "drives the load run" has wrk
    need python3 "runs the load run" has python3
  fi
  if [ "${#PACKAGES[@]}" -gt 0 ]; then
    install_packages
  fi
}

install_packages() {
  local words="apt-get install --yes --no-install-recommends ${PACKAGES[*]}"
  if [ "$(id -u)" -ne 0 ] || ! has apt-get >/dev/null; then
    printf 'Run this as root, then come back:\n  apt-get update && %s\n' "$words" >&2
    exit 2
  fi
  # Debian starts the servers it installs, but not in runlevel 1; the checks start their own.
  export DEBIAN_FRONTEND=noninteractive RUNLEVEL=1
  apt-get update -qq
  $words -qq >"$SCRATCH/apt.log" 2>&1 || { tail -20 "$SCRATCH/apt.log" >&2; exit 1; }
  printf 'Installed: %s\n' "${PACKAGES[*]}"
}
