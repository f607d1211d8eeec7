import type { Importer } from "~/domain/importer";
import { appen } from "./appen";
import { columns } from "./columns";
import { ledger } from "./ledger";
import { mturk } from "./mturk";
import { toloka } from "./toloka";

/** Every source format that can be read, sorted by id. */
export const IMPORTERS: readonly Importer[] = [appen, columns, ledger, mturk, toloka];
