import { countOutcomes, programmeOutcome } from "~/detectors/parts/run";
import { messageText, type Detector } from "~/domain/detector";
import type { Finding, Outcome } from "~/domain/finding";
import { isoInstant } from "./audit-json";
import { chartSvg, chartTable, escapeHtml as e } from "./chart-svg";
import {
  affectedParts,
  effectName,
  effectText,
  effectUnit,
  probabilityText,
  thresholdText,
} from "./finding-text";
import type { Audit } from "./run-audit.server";
import { STYLE } from "./report-style";

/** What the audited records were: the imports they came from, and each table's bytes as an export writes them. */
export interface AuditInputs {
  readonly imports: readonly AuditImport[];
  readonly checksums: readonly { readonly path: string; readonly rows: number; readonly sha256: string }[];
}

/** An import that the audited records came from; `files` is JSON as the import kept it. */
export interface AuditImport {
  readonly importId: number;
  readonly format: string;
  readonly finishedAt: string | null;
  readonly rowCount: number;
  readonly files: string;
}

const OUTCOME_WORDS: Readonly<Record<Outcome, string>> = {
  flagged: "flagged: the effect and its uncertainty pass the threshold",
  clear: "clear: the interval excludes the threshold",
  inconclusive: "inconclusive: the interval covers the threshold, or a correction leaves it open",
  insufficient: "insufficient: not enough records, or a table is missing",
};

/** The audit as one self-contained page for print: summary, each detector with its chart, methods, coverage, inputs. */
export function auditHtml(audit: Audit, inputs: AuditInputs): string {
  const sections = audit.results.map(({ detector, findings }) => detectorSection(detector, findings));
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Audit of working conditions</title><style>${STYLE}</style></head>
<body><main>
<h1>Audit of working conditions</h1>
${summary(audit)}
${unexamined(audit)}
${sections.join("\n")}
${methods(audit)}
${inputsSection(inputs)}
</main></body></html>
`;
}

function summary(audit: Audit): string {
  const counts = countOutcomes(audit.results.map(({ findings }) => programmeOutcome(findings)));
  const window = audit.window
    ? `${isoInstant(audit.window.from).slice(0, 10)} to ${isoInstant(audit.window.to).slice(0, 10)}`
    : "no records";
  const rows = audit.results.map(({ detector, findings }) => {
    const own = programmeOf(findings);
    const outcome = programmeOutcome(findings);
    return `<tr><td><a href="#${detector.id}">${e(detector.title)}</a></td><td class="${outcome}">${outcome}</td><td>${own?.severity ?? ""}</td><td>${e(own ? messageText(detector, own.message) : "")}</td></tr>`;
  });
  const tally = (Object.keys(counts) as Outcome[])
    .map((outcome) => `${counts[outcome]} ${outcome}`)
    .join(", ");
  return `<p>Window: ${window}. Run at ${e(audit.runAt)}. ${audit.people} people. Definitions ${e(audit.definitionsVersion)}.</p>
<p><strong>${tally}.</strong> Absence of a flag does not say that a practice is fair: it says what this record can and cannot show.</p>
<table><thead><tr><th>Question</th><th>Outcome</th><th>Severity</th><th>In words</th></tr></thead><tbody>${rows.join("")}</tbody></table>`;
}

const programmeOf = (findings: readonly Finding[]): Finding | undefined =>
  findings.find(({ scope }) => scope === "programme");

function unexamined(audit: Audit): string {
  const rows = audit.results.flatMap(({ detector, findings }) => {
    const own = programmeOf(findings);
    return own?.outcome === "insufficient"
      ? [`<li>${e(detector.title)}: ${e(own.insufficientReason ?? "")}.</li>`]
      : [];
  });
  return rows.length === 0 ? "" : `<h2>What could not be examined, and why</h2><ul>${rows.join("")}</ul>`;
}

function detectorSection(detector: Detector, findings: readonly Finding[]): string {
  const own = programmeOf(findings);
  if (!own) return "";
  const others = findings.filter((finding) => finding !== own && !isPerson(finding.scope));
  return `<section id="${detector.id}"><h2>${e(detector.title)}</h2>
<p class="question">${e(detector.question)}</p>
<p><span class="${own.outcome}">${own.outcome}</span>${own.severity ? ` (${own.severity})` : ""}: ${e(messageText(detector, own.message))}</p>
${facts(own)}
${own.chart ? figure(own) : ""}
${othersTable(others)}${ownCases(findings)}
<dl>
<dt>Harm</dt><dd>${e(detector.harm)}</dd>
<dt>What else could explain it</dt><dd>${list(detector.innocent)}</dd>
<dt>What would change the conclusion</dt><dd>${e(own.wouldChange)}</dd>
<dt>Remedy</dt><dd>${e(detector.remedy)}</dd>
<dt>Limits</dt><dd>${list(detector.limits)}</dd>
</dl></section>`;
}

const list = (items: readonly string[]): string =>
  `<ul>${items.map((item) => `<li>${e(item)}</li>`).join("")}</ul>`;

function facts(finding: Finding): string {
  const { effect, threshold } = finding;
  const size = effect && effectText(effect);
  const affected = affectedParts(finding);
  const rows: readonly (readonly [string, string])[] = [
    [
      "Effect",
      effect && size
        ? `${e(effectName(effect.name))}: <strong>${e(size)}</strong> ${e(effectUnit(effect))} <small>${e(effect.method)}</small>`
        : "no effect could be measured",
    ],
    ["n", `${finding.n.toLocaleString("en-GB")} ${e(finding.nUnit)}`],
    [
      "Threshold",
      `${e(thresholdText(threshold, effect) ?? "")} <em>${threshold.kind}</em>: ${e(threshold.source)}`,
    ],
    [
      "Test",
      finding.p === null
        ? "a rule, not a test"
        : `p ${probabilityText(finding.p)}, corrected ${probabilityText(finding.q ?? 1)}, ${finding.family?.size ?? 1} tests in the family`,
    ],
    ["Affected", affected.length === 0 ? "not known" : affected.map(e).join(", ")],
    ["Coverage", finding.coverage === null ? "not known" : `${(100 * finding.coverage).toFixed(0)} %`],
  ];
  return `<table class="facts"><tbody>${rows.map(([name, value]) => `<tr><th>${name}</th><td>${value}</td></tr>`).join("")}</tbody></table>`;
}

function figure({ chart }: Finding): string {
  if (!chart) return "";
  const { head, rows } = chartTable(chart);
  const cells = (values: readonly string[], tag: "td" | "th") =>
    values.map((value) => `<${tag}>${e(value)}</${tag}>`).join("");
  return `<figure>${chartSvg(chart)}<figcaption>${e(chart.title)}</figcaption><details><summary>Numbers</summary><table><thead><tr>${cells(head, "th")}</tr></thead><tbody>${rows.map((row) => `<tr>${cells(row, "td")}</tr>`).join("")}</tbody></table></details></figure>`;
}

function othersTable(findings: readonly Finding[]): string {
  if (findings.length === 0) return "";
  const rows = findings
    .slice(0, MOST_ROWS)
    .map(
      ({ scope, subject, outcome, effect }) =>
        `<tr><td>${scope}</td><td>${e(subject ?? "")}</td><td class="${outcome}">${outcome}</td><td>${e((effect && effectText(effect)) ?? "")}</td></tr>`,
    );
  const left = findings.length - rows.length;
  return `<details><summary>${findings.length} by project, tier or item</summary><table><thead><tr><th>Scope</th><th>Subject</th><th>Outcome</th><th>Effect</th></tr></thead><tbody>${rows.join("")}</tbody></table>${left > 0 ? `<p>${left} more are in the audit as JSON.</p>` : ""}</details>`;
}

const MOST_ROWS = 40;

const isPerson = (scope: Finding["scope"]): boolean => scope === "annotator" || scope === "reviewer";

/** People are counted here and never named: the page is made to be handed on. */
function ownCases(findings: readonly Finding[]): string {
  const own = findings.filter(({ scope }) => isPerson(scope));
  if (own.length === 0) return "";
  const counts = countOutcomes(own.map(({ outcome }) => outcome));
  const words = (Object.keys(counts) as Outcome[])
    .map((outcome) => `${counts[outcome]} ${outcome}`)
    .join(", ");
  return `<p>Person by person: ${words}.</p>`;
}

function methods(audit: Audit): string {
  const meanings = list(Object.values(OUTCOME_WORDS));
  const details = audit.results.map(({ detector }) => {
    const params = Object.values(detector.params).map(
      (param) =>
        `${param.label}: ${param.default} ${param.unit} (${param.source.kind}: ${param.source.text})`,
    );
    const sources = detector.sources.map(({ kind, text }) => `${kind}: ${text}`);
    return `<h3>${e(detector.title)} <small>${e(detector.id)}, version ${detector.version}</small></h3><p>Least evidence: ${e(detector.minimum)}</p>${list([...sources, ...params])}`;
  });
  return `<h2>Methods</h2><p>Outcomes:</p>${meanings}<p>Tests are corrected by ${e(audit.correction)} within each detector, scope and window; a flag of a test needs an adjusted p below .05. Times of day are local to each annotator. Currencies are never summed without a rate.</p>${details.join("")}`;
}

function inputsSection({ imports, checksums }: AuditInputs): string {
  if (checksums.length === 0) return "<h2>Input</h2><p>The ledger holds no records.</p>";
  const sums = checksums.map(
    ({ path, rows, sha256 }) =>
      `<tr><td>${e(path)}</td><td class="number">${rows.toLocaleString("en-GB")}</td><td class="sum">${sha256}</td></tr>`,
  );
  const total = checksums.reduce((sum, { rows }) => sum + rows, 0).toLocaleString("en-GB");
  return `<h2>Input</h2>
<p>${total} records. The checksums below are SHA-256 of each table as <code>evenhand export DIR</code> writes it (the file SHA256SUMS of that folder holds the same lines), taken when this page was made; the bytes of the files that were imported are not kept.</p>
<table><thead><tr><th>Table</th><th>Rows</th><th>SHA-256</th></tr></thead><tbody>${sums.join("")}</tbody></table>
${importsTable(imports)}`;
}

function importsTable(imports: readonly AuditImport[]): string {
  const rows = imports.flatMap(({ importId, format, finishedAt, files }) =>
    (JSON.parse(files) as readonly ImportedFile[]).map(
      (file) =>
        `<tr><td>${importId}</td><td>${e(format)}</td><td>${e(file.path)}</td><td class="number">${file.rows.toLocaleString("en-GB")}</td><td class="number">${file.rejected.toLocaleString("en-GB")}</td><td>${e(String(finishedAt ?? "").slice(0, 16))}</td></tr>`,
    ),
  );
  if (rows.length === 0) return "";
  return `<h3>Imported from</h3><table><thead><tr><th>Import</th><th>Format</th><th>File</th><th>Rows</th><th>Refused</th><th>Finished</th></tr></thead><tbody>${rows.join("")}</tbody></table>`;
}

interface ImportedFile {
  readonly path: string;
  readonly rows: number;
  readonly rejected: number;
}
