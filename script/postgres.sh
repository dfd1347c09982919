# A PostgreSQL server for the tests alone: own folder, own port, gone when the script ends.

start_postgres() {
  # Not local: the trap below still needs them when the script ends.
  bin=$(ls -d /usr/lib/postgresql/*/bin | sort -V | tail -n 1)
  folder=$(mktemp -d /tmp/khabar-postgres-XXXXXX)
  port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
  as=()
  if [ "$(id -u)" -eq 0 ]; then # PostgreSQL refuses to run as root
    chown postgres "$folder"
    as=(setpriv --reuid=postgres --regid=postgres --init-groups)
  fi
  "${as[@]}" "$bin/initdb" --pgdata="$folder/data" --auth=trust --username=khabar --encoding=UTF8 --locale=C.UTF-8 >/dev/null
  "${as[@]}" "$bin/pg_ctl" --pgdata="$folder/data" --wait --log="$folder/log" \
    --options="-p $port -k $folder -c listen_addresses=127.0.0.1 -c fsync=off" start >/dev/null
  stop_postgres() {
    "${as[@]}" "$bin/pg_ctl" --pgdata="$folder/data" --mode=fast stop >/dev/null
    rm -rf "$folder"
  }
  trap stop_postgres EXIT
  "${as[@]}" "$bin/createdb" --host=127.0.0.1 --port=$port --username=khabar khabar
  POSTGRES_URL="postgresql://khabar@127.0.0.1:$port/khabar"
}
