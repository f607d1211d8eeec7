import { Form } from "@remix-run/react";
import type { SourceKind } from "~/domain/finding";
import { Card } from "~/ui/card";
import { TextField } from "~/ui/field";
import { SourceBadge } from "./badges";
import type { PatternPageProps } from "./pattern-page";

interface ShownParam {
  readonly name: string;
  readonly label: string;
  readonly unit: string;
  readonly default: number;
  readonly least: number;
  readonly most: number;
  readonly source: { readonly kind: SourceKind; readonly text: string };
  readonly value: number;
}

/** What the question is asked with. A change is used by the next run; runs that were kept stay as they are. */
export function ParamsCard({ definition, mayDecide, fault }: PatternPageProps) {
  const { params } = definition;
  if (params.length === 0) return null;
  return (
    <Card title="Parameters" note="Used by the next run; runs that are kept do not change.">
      {mayDecide ? (
        <ParamsForm
          id={definition.id}
          params={params}
          fault={fault?.intent === "params" ? fault.text : undefined}
        />
      ) : (
        <ul className="grid gap-2 text-sm">
          {params.map(({ name, label, unit, value, source }) => (
            <li key={name}>
              {`${label}: ${value} ${unit} `}
              <SourceBadge kind={source.kind} />
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

export interface ParamsFormProps {
  /** The detector's. */
  readonly id: string;
  readonly params: readonly ShownParam[];
  readonly fault?: string | undefined;
}

/** One detector's parameters, each with its bounds, its default and where that comes from. */
export function ParamsForm({ id, params, fault }: ParamsFormProps) {
  return (
    <Form method="post" className="grid gap-3" aria-label="Parameters">
      <input type="hidden" name="intent" value="params" />
      <input type="hidden" name="detector" value={id} />
      {params.map((param) => (
        <TextField
          key={`${param.name} ${param.value}`}
          label={`${param.label}, ${param.unit}`}
          name={param.name}
          type="number"
          step="any"
          required
          min={param.least}
          max={param.most}
          defaultValue={param.value}
          hint={
            <>
              <SourceBadge kind={param.source.kind} />{" "}
              {`${param.least} to ${param.most}; default ${param.default}. ${param.source.text}`}
            </>
          }
        />
      ))}
      {fault ? <p className="text-xs text-alarm">{fault}</p> : null}
      <div className="flex gap-2">
        <button type="submit" className="button">
          Keep for the next run
        </button>
        <button type="submit" name="reset" value="yes" formNoValidate className="button-quiet">
          Defaults
        </button>
      </div>
    </Form>
  );
}
