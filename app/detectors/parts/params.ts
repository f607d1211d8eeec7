import type { Param } from "~/domain/detector";
import type { SourceKind } from "~/domain/finding";

/** A parameter whose default is a convention of this product, unless another source is given. */
export function param(
  label: string,
  unit: string,
  [defaultValue, least, most]: readonly [usual: number, least: number, most: number],
  text = "Convention of this product",
  kind: SourceKind = "convention",
): Param {
  return { label, unit, default: defaultValue, least, most, source: { kind, text } };
}
