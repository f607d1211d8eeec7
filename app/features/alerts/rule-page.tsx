import { Form } from "@remix-run/react";
import type { ReactNode } from "react";
import { WINDOWS_DAYS, windowLabel } from "~/domain/period";
import { FormDone, FormFault } from "~/features/accounts/outside-frame";
import { ROLE_WORDS } from "~/features/accounts/role-words";
import { PlainTable } from "~/features/quality/plain-table";
import { Card } from "~/ui/card";
import { CheckField, SelectField, TextField } from "~/ui/field";
import { formatInstant } from "~/ui/format";
import { PageHeader } from "~/ui/page-header";
import { DeliveryLog } from "./delivery-log";
import type { Choice } from "./rule";
import type { RuleScreen } from "./rules.server";

export interface RulePageProps extends RuleScreen {
  readonly measures: readonly Choice[];
  readonly answer: { readonly kind: string; readonly text?: string } | undefined;
}

/** A rule to make or to change: what is watched, where the bound lies, who is told; tried on the past before it is kept. */
export function RulePage(props: RulePageProps) {
  const { rule, text, open, deliveries, answer } = props;
  return (
    <>
      <PageHeader
        title={rule?.name ?? "New rule"}
        summary={text ?? "See how often it would have fired before you keep it."}
      />
      {answer?.kind === "fault" ? <FormFault>{answer.text}</FormFault> : null}
      {answer?.text && answer.kind !== "fault" ? <FormDone>{answer.text}</FormDone> : null}
      <div className="grid gap-4 wide:grid-cols-[minmax(0,26rem)_minmax(0,1fr)] wide:items-start">
        <Card title="Rule">
          <RuleForm {...props} />
        </Card>
        {rule ? (
          <div className="grid min-w-0 gap-4">
            <Card title="Beyond the bound now" flush={open.length > 0}>
              {open.length === 0 ? (
                <p className="text-sm text-muted">Nothing is.</p>
              ) : (
                <PlainTable
                  label="Beyond the bound now"
                  rows={open}
                  rowId={({ subject }) => subject}
                  columns={[
                    { header: "Who or what", cell: ({ label }) => label },
                    { header: "When it was told", cell: ({ reading }) => reading },
                    { header: "Since", cell: ({ crossedAt }) => formatInstant(crossedAt) },
                  ]}
                />
              )}
            </Card>
            <DeliveryLog deliveries={deliveries} />
          </div>
        ) : null}
      </div>
    </>
  );
}

const TOLD = ["manager", "administrator", "researcher"] as const;

function RuleForm(props: RulePageProps) {
  const { rule, measures, endpoints, projects, tiers } = props;
  return (
    <Form method="post" className="space-y-3">
      <TextField label="Name" name="name" required maxLength={80} defaultValue={rule?.name ?? ""} />
      <SelectField
        label="What is watched"
        name="measure"
        defaultValue={rule ? `${rule.kind}:${rule.measure}` : "metric:gold-accuracy"}
        choices={measures}
      />
      <SelectField
        label="For"
        name="scope"
        defaultValue={rule?.scope ?? "programme"}
        choices={[
          { value: "programme", label: "The programme" },
          { value: "project", label: "Projects" },
          { value: "tier", label: "Tiers" },
          { value: "annotator", label: "Annotators" },
        ]}
      />
      <TextField
        label="Only this project, tier or annotator"
        name="subject"
        list="alert-subjects"
        defaultValue={rule?.subject ?? ""}
        hint="By its id in the source; empty for each of them."
      />
      <datalist id="alert-subjects">
        {[...projects, ...tiers].map(({ value, label }) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </datalist>
      <Part legend="A metric">
        <div className="grid grid-cols-2 gap-3">
          <SelectField
            label="Alert when it is"
            name="op"
            defaultValue={rule?.op ?? "below"}
            choices={[
              { value: "below", label: "below" },
              { value: "above", label: "above" },
            ]}
          />
          <TextField label="Bound" name="bound" inputMode="decimal" defaultValue={rule?.bound ?? ""} />
        </div>
        <div className="grid grid-cols-2 gap-3">
          <TextField
            label="Least n"
            name="minimumN"
            type="number"
            min={1}
            required
            defaultValue={rule?.minimumN ?? 20}
          />
          <TextField
            label="Currency, for pay"
            name="currency"
            maxLength={3}
            defaultValue={rule?.currency ?? ""}
          />
        </div>
        <SelectField
          label="Over"
          name="windowDays"
          defaultValue={String(rule?.windowDays ?? 28)}
          choices={WINDOWS_DAYS.map((days) => ({ value: String(days), label: windowLabel(days) }))}
        />
      </Part>
      <Part legend="A pattern">
        <SelectField
          label="Flagged at least"
          name="severity"
          defaultValue={rule?.severity ?? "watch"}
          choices={["watch", "high", "critical"].map((value) => ({ value, label: value }))}
        />
      </Part>
      <Part legend="Who is told">
        {TOLD.map((role) => (
          <CheckField
            key={role}
            name="tells"
            value={role}
            label={`${ROLE_WORDS[role].label}s`}
            defaultChecked={rule ? rule.tells.includes(role) : role === "manager"}
            {...(role === "researcher" ? { hint: "Of patterns of the whole programme only." } : {})}
          />
        ))}
        {endpoints.map(({ endpointId, name }) => (
          <CheckField
            key={endpointId}
            name="endpoints"
            value={String(endpointId)}
            label={name}
            defaultChecked={rule?.endpoints.includes(endpointId) ?? false}
          />
        ))}
      </Part>
      {rule ? <CheckField name="paused" value="yes" label="Paused" defaultChecked={rule.paused} /> : null}
      <div className="flex flex-wrap gap-2 border-t border-line pt-3">
        <button type="submit" name="intent" value="preview" className="button">
          Try on the past
        </button>
        <button type="submit" name="intent" value="save" className="button-primary">
          {rule ? "Keep changes" : "Keep this rule"}
        </button>
        <button type="submit" name="intent" value="test" className="button-quiet">
          Send a test
        </button>
        {rule ? (
          <button type="submit" name="intent" value="delete" className="button-quiet" formNoValidate>
            Remove
          </button>
        ) : null}
      </div>
    </Form>
  );
}

function Part({ legend, children }: { readonly legend: string; readonly children: ReactNode }) {
  return (
    <fieldset className="space-y-3 border-t border-line pt-3">
      <legend className="float-left mb-2 w-full text-xs font-medium text-muted">{legend}</legend>
      <div className="clear-both space-y-3">{children}</div>
    </fieldset>
  );
}
