/**
 * Which set of definitions (metrics, detectors, answer rules) made a number. Raised whenever a definition changes what
 * the same records give.
 */
export const DEFINITIONS_VERSION = "2026-11-30.1";

/**
 * The version under which detectors ran with parameters that differ from the defaults: the definitions' own, and a mark
 * that is the same for the same parameters, in whatever order they were set. Without any it is the definitions' own.
 */
export function versionWith(
  version: string,
  settings: Readonly<Record<string, Readonly<Record<string, number>>>>,
): string {
  const set = Object.entries(settings)
    .flatMap(([detector, params]) =>
      Object.entries(params).map(([name, value]) => `${detector}.${name}=${value}`),
    )
    .sort();
  return set.length === 0 ? version : `${version}+${fingerprint(set.join(";"))}`;
}

/** FNV-1a of 32 bits, in eight hexadecimal digits. */
function fingerprint(text: string): string {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return (hash >>> 0).toString(16).padStart(8, "0");
}
