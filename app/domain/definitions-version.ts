/**
 * Which set of definitions (metrics, detectors, answer rules) made a number. Raised whenever a definition changes what
 * the same records give.
 */
export const DEFINITIONS_VERSION = "2026-11-23.1";
