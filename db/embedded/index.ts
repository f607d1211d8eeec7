export { startEmbedded, type Embedded } from "./server";
export { keepEmbedded } from "./keep";
export { DATABASE, ROLE, SUPERUSER } from "./initialise";
export { DatabaseUnavailable } from "./unavailable";
