# dbmate of npm. Arguments: version, up or down.
case $SERVER in
  postgres) url="postgres://$ACCOUNT:$PASSWORD@$HOST:$PORT/$DATABASE?sslmode=disable" ;;
  *) url="mysql://$ACCOUNT:$PASSWORD@$HOST:$PORT/$DATABASE" ;;
esac
dbmate() { "$NODE_MODULES/.bin/dbmate" --url "$url" -d migrations --no-dump-schema "$@"; }
case $1 in
  version) "$NODE_MODULES/.bin/dbmate" --version ;;
  up) dbmate up ;;
  down) dbmate rollback ;;
esac
