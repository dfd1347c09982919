# Steps that script/up and script/test share; each is skipped when its inputs have not changed.

# Images of containers set it, and then every start of a process compiles Django and Wagtail anew: 2 s of processor each.
unset PYTHONDONTWRITEBYTECODE

# $1: a name; the rest: files. True when they are as they were at the last `mark` of that name, and in the same place.
unchanged() {
  local stamp=".venv/.stamp-$1"; shift
  [ -f "$stamp" ] && [ "$(state "$@")" = "$(cat "$stamp")" ]
}

mark() {
  local stamp=".venv/.stamp-$1"; shift
  state "$@" >"$stamp"
}

state() { { pwd; sha256sum "$@"; } | sha256sum; }

# $1: what is needed; the rest: a command that succeeds where it is there.
need() {
  local what="$1"; shift
  "$@" >/dev/null 2>&1 && return
  printf 'ينقص هذا الجهاز: %s\nThis machine lacks %s.\n' "$what" "$what" >&2
  exit 1
}

# $1: a requirements file. Debian's python3 comes without ensurepip, so the system's pip installs into the environment.
# Nothing is compiled ahead: Python compiles the quarter of the packages' modules that are used when it first needs them.
prepare_python() {
  need "Python 3.11" python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))'
  [ -x .venv/bin/python ] || python3 -m venv --without-pip .venv
  local name
  name="python-$(basename "$1" .txt)"
  if ! unchanged "$name" "$1" requirements/build.txt pyproject.toml; then
    need "pip (apt-get install python3-pip)" python3 -m pip --version
    echo "تُثبَّت الحزم…  Installing packages…" >&2
    local install=(python3 -m pip --python .venv/bin/python install --quiet --disable-pip-version-check --no-compile)
    "${install[@]}" --require-hashes -r "$1" -r requirements/build.txt
    "${install[@]}" --no-deps --no-build-isolation -e .
    mark "$name" "$1" requirements/build.txt pyproject.toml
  fi
}

# Needs the Python environment: fontTools cuts the typefaces.
prepare_frontend() {
  local sources
  mapfile -t sources < <(git ls-files frontend 2>/dev/null || find frontend -type f -not -path '*/node_modules/*')
  if [ ! -d src/khabar/front/static/khabar ] || ! unchanged frontend "${sources[@]}"; then
    fetch_frontend
    echo "تُبنى الواجهة…  Building the front end…" >&2
    (cd frontend && npm run --silent build)
    mark frontend "${sources[@]}"
  fi
}

fetch_frontend() {
  need "Node 20 (node, npm)" node -e 'process.exit(Number(parseInt(process.versions.node) < 20))'
  if [ ! -d frontend/node_modules ] || ! unchanged packages frontend/package-lock.json; then
    (cd frontend && npm ci --silent --no-audit --no-fund)
    mark packages frontend/package-lock.json
  fi
}

# $1: a requirements file. Packages of both at once, as most of each is waiting for downloads; then the build.
prepare_python_and_frontend() {
  mkdir -p .venv # for the stamps
  set -m         # a process group of its own, so that Ctrl-C and failures end npm with everything it started
  fetch_frontend &
  local fetching=$!
  set +m
  trap 'kill -- -'"$fetching"' 2>/dev/null || true' EXIT
  prepare_python "$1"
  wait "$fetching"
  trap - EXIT
  prepare_frontend
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
