import { connect } from "db/client";
import { runImport } from "~/features/imports/import.server";
import { openSources } from "~/features/imports/source.server";

/** A program that imports a file into a database and is killed meanwhile: `import-program.ts URL FILE`. */
const [url = "", file = ""] = process.argv.slice(2);
const database = await connect(url);
process.stdout.write("ready\n");
await runImport(database, openSources([file]), { now: () => new Date() });
process.stdout.write("done\n");
await database.close();
