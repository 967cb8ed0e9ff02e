# sqitch, Debian's package, with libdbd-pg-perl and postgresql-client. Arguments: version, up or down.
export SQITCH_FULLNAME=Kim SQITCH_EMAIL=kim@example.com
url="db:pg://$ACCOUNT:$PASSWORD@$HOST:$PORT/$DATABASE"
case $1 in
  version) sqitch --version | sed 's/.*(App::Sqitch) //; s/^v/sqitch /' ;;
  up) cd migrations && sqitch deploy "$url" ;;
  down) cd migrations && { sqitch revert -y --to HEAD^ "$url" || sqitch revert -y "$url"; } ;; # before the first is nothing
esac
