import type { Db } from "db/client";
import { listDetectorSettingChanges, listDetectorSettings } from "db/queries/audit-runs";
import { DETECTORS } from "~/detectors";
import { DEFINITIONS_VERSION, versionWith } from "~/domain/definitions-version";
import { shownParams } from "~/features/patterns/patterns.server";

const SHOWN_CHANGES = 50;

/** Every detector's parameters as they are set, and who changed what; `version` is what the next run will carry. */
export async function loadThresholds(db: Db) {
  const [settings, changes] = await Promise.all([
    listDetectorSettings(db),
    listDetectorSettingChanges(db, SHOWN_CHANGES),
  ]);
  const detectors = DETECTORS.flatMap((detector) => {
    const params = shownParams(detector, settings[detector.id] ?? {});
    const changed = params.filter((param) => param.value !== param.default).length;
    const { id, title, question } = detector;
    return params.length === 0 ? [] : [{ id, title, question, params, changed }];
  });
  return {
    detectors,
    version: versionWith(DEFINITIONS_VERSION, settings),
    changes: changes.map((change) => ({
      at: change.changedAt,
      by: change.changedBy,
      title: DETECTORS.find(({ id }) => id === change.detector)?.title ?? change.detector,
      params: Object.entries(change.params).map(([name, value]) => `${name} ${value}`),
    })),
  };
}

export type Thresholds = Awaited<ReturnType<typeof loadThresholds>>;
