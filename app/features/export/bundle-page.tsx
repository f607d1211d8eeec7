import { Card } from "~/ui/card";
import { DefinitionList } from "~/ui/definition-list";
import { Link } from "~/ui/link";
import { PageHeader } from "~/ui/page-header";
import { PSEUDONYMISATION } from "./pseudonymise";

const FILES = [
  {
    term: "findings.json",
    value: "Every detector's newest answer with effect, interval, threshold and source.",
  },
  {
    term: "aggregates.csv",
    value: "Every measure by tier, project, task type, platform, country and declared group.",
  },
  { term: "definitions.json", value: "What metrics and detectors mean, with their versions." },
  { term: "datapackage.json, README.md", value: "Every column described, and what is withheld and why." },
  { term: "SHA256SUMS", value: "Checksums of all files." },
];

/** What researchers may take away, with and without rows. */
export function BundlePage() {
  return (
    <>
      <PageHeader
        title="Bundle"
        summary="Everything a researcher may take away, as a documented data package that anybody can check."
        actions={
          <Link href="/audit/export.zip" download className="button-primary">
            Aggregates as a zip
          </Link>
        }
      />
      <div className="grid gap-4 wide:grid-cols-2">
        <Card title="In it">
          <DefinitionList items={FILES} />
        </Card>
        <Card
          title="With the rows, under pseudonyms"
          note="For those who must compute every number again. The people in it read in their access log that it was taken."
          actions={
            <Link href="/audit/export.zip?rows=yes" download className="button">
              With rows as a zip
            </Link>
          }
        >
          <p className="text-sm text-muted">{PSEUDONYMISATION.replaceAll("`", "").replaceAll("\n", " ")}</p>
        </Card>
      </div>
    </>
  );
}
