# drizzle-orm of npm, with pg or mysql2. Arguments: version or up.
ln -sfn "$NODE_MODULES" node_modules
if [ "$1" = version ]; then
  node -p '"drizzle-orm " + JSON.parse(require("fs").readFileSync("node_modules/drizzle-orm/package.json")).version'
  exit
fi
if [ "$SERVER" = postgres ]; then
  cat > run.mjs <<'JS'
import { drizzle } from "drizzle-orm/node-postgres";
import { migrate } from "drizzle-orm/node-postgres/migrator";
const e = process.env;
const db = drizzle(`postgres://${e.ACCOUNT}:${e.PASSWORD}@${e.HOST}:${e.PORT}/${e.DATABASE}`);
await migrate(db, { migrationsFolder: "./migrations" });
await db.$client.end();
JS
else
  cat > run.mjs <<'JS'
import { drizzle } from "drizzle-orm/mysql2";
import { migrate } from "drizzle-orm/mysql2/migrator";
import mysql from "mysql2/promise";
const e = process.env;
const connection = await mysql.createConnection(
  { host: e.HOST, port: +e.PORT, user: e.ACCOUNT, password: e.PASSWORD, database: e.DATABASE });
await migrate(drizzle(connection), { migrationsFolder: "./migrations" });
await connection.end();
JS
fi
node run.mjs
