# Steps that script/up and script/test share; each is skipped when its inputs have not changed.

# $1: a name; the rest: files. True when they are as they were at the last `mark` of that name.
unchanged() {
  local stamp=".venv/.stamp-$1"; shift
  [ -f "$stamp" ] && [ "$(sha256sum "$@" | sha256sum)" = "$(cat "$stamp")" ]
}

mark() {
  local stamp=".venv/.stamp-$1"; shift
  sha256sum "$@" | sha256sum >"$stamp"
}

# $1: a requirements file. Debian's python3 comes without ensurepip, so the system's pip installs into the environment.
prepare_python() {
  if [ ! -x .venv/bin/python ]; then
    python3 -m venv --without-pip .venv
  fi
  if ! unchanged python "$1" pyproject.toml; then
    python3 -m pip --python .venv/bin/python install --quiet --disable-pip-version-check --require-hashes -r "$1"
    python3 -m pip --python .venv/bin/python install --quiet --disable-pip-version-check --require-hashes -r requirements/build.txt
    python3 -m pip --python .venv/bin/python install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
    mark python "$1" pyproject.toml
  fi
}

prepare_frontend() {
  local sources
  mapfile -t sources < <(git ls-files frontend 2>/dev/null || find frontend -type f -not -path '*/node_modules/*')
  if [ ! -d src/khabar/front/static/khabar ] || ! unchanged frontend "${sources[@]}"; then
    (cd frontend && npm ci --silent --no-audit --no-fund && npm run --silent build)
    mark frontend "${sources[@]}"
  fi
}

# $@: Debian packages. Installs those that are missing; needs root only then.
prepare_debian() {
  local missing=() package
  for package in "$@"; do
    dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
  done
  if [ ${#missing[@]} -gt 0 ]; then
    local sudo=""
    [ "$(id -u)" -eq 0 ] || sudo="sudo"
    $sudo apt-get update -qq
    DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
  fi
}
