import type { Importer } from "~/domain/importer";
import { ledger } from "./ledger";

/** Every source format that can be read, sorted by id. */
export const IMPORTERS: readonly Importer[] = [ledger];
