import { Form, useNavigation } from "@remix-run/react";
import { type DragEvent, useRef, useState } from "react";
import { Card } from "~/ui/card";
import { Skeleton } from "~/ui/states";
import { Preview } from "./preview-card";
import { usePreview } from "./use-preview";

export interface UploadCardProps {
  readonly formats: readonly { readonly id: string; readonly label: string }[];
  /** Why the last upload was refused. */
  readonly fault: string | undefined;
}

const TASK_TYPES = {
  categorical: "a label",
  rating: "a rating",
  preference: "a preference",
  revision: "a rewrite",
  other: "something else",
};

/**
 * A place to drop a file. What it is taken for is shown before it comes in, and can be said otherwise; before scripts
 * run, the same form imports at once.
 */
export function UploadCard({ formats, fault }: UploadCardProps) {
  const form = useRef<HTMLFormElement>(null);
  const file = useRef<HTMLInputElement>(null);
  const mapping = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const { state, last, ask } = usePreview();
  const sending = useNavigation().formMethod === "POST";
  const look = (map = "") => {
    if (mapping.current) mapping.current.value = map;
    if (form.current) void ask(form.current);
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    if (!file.current || event.dataTransfer.files.length === 0) return;
    file.current.files = event.dataTransfer.files;
    look();
  };
  return (
    <Card
      title="Import a file"
      note="CSV, TSV, JSON Lines, .gz or .zip; the format is recognised from the content and shown before anything is imported. Files beyond a browser's patience: evenhand import."
    >
      <Form
        ref={form}
        method="post"
        encType="multipart/form-data"
        onDrop={drop}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        className={`grid gap-3 rounded-lg border border-dashed p-4 ${over ? "border-accent bg-sunken" : "border-line"}`}
      >
        <input ref={mapping} type="hidden" name="columns" />
        <Options formats={formats} onChange={() => look(mapping.current?.value)} />
        <div className="flex flex-wrap items-end gap-3 text-sm">
          <label className="grid min-w-0 gap-1">
            <span className="text-muted">File, or drop it here</span>
            <input
              ref={file}
              type="file"
              name="file"
              required
              className="field max-w-full"
              onChange={() => look()}
            />
          </label>
          <button
            type="submit"
            className="button-primary"
            disabled={
              sending || (state.kind === "read" && last?.files.some(({ lacking }) => lacking !== null))
            }
          >
            {sending ? "Importing" : "Import"}
          </button>
        </div>
        {fault ? (
          <p role="alert" className="text-sm text-caution">
            {`Nothing was imported. ${fault}`}
          </p>
        ) : null}
        {state.kind === "fault" ? (
          <p role="status" className="text-sm text-caution">
            {`This cannot be imported as it is. ${state.reason}`}
          </p>
        ) : null}
        {state.kind === "reading" && last === null ? (
          <Skeleton height={160} label="Looking at the file" />
        ) : null}
        {last ? <Preview preview={last} onMapping={look} /> : null}
      </Form>
    </Card>
  );
}

interface OptionsProps {
  readonly formats: UploadCardProps["formats"];
  readonly onChange: () => void;
}

/** What the file does not say. */
function Options({ formats, onChange }: OptionsProps) {
  return (
    <div className="grid grid-cols-[repeat(auto-fit,minmax(11rem,1fr))] gap-3 text-sm">
      <label className="grid gap-1">
        <span className="text-muted">Format</span>
        <select name="format" className="field" onChange={onChange}>
          <option value="auto">Recognise it</option>
          {formats.map(({ id, label }) => (
            <option key={id} value={id}>
              {label}
            </option>
          ))}
        </select>
      </label>
      <label className="grid gap-1">
        <span className="text-muted">Project, if the file names none</span>
        <input name="project" className="field" autoComplete="off" onBlur={onChange} />
      </label>
      <label className="grid gap-1">
        <span className="text-muted">Answer column, if several</span>
        <input name="answer" className="field" autoComplete="off" onBlur={onChange} />
      </label>
      <label className="grid gap-1">
        <span className="text-muted">Answers are</span>
        <select name="taskType" className="field" onChange={onChange}>
          <option value="">what they look like</option>
          {Object.entries(TASK_TYPES).map(([id, label]) => (
            <option key={id} value={id}>
              {label}
            </option>
          ))}
        </select>
      </label>
      <label className="grid gap-1">
        <span className="text-muted">Time zone of times without one</span>
        <input name="timeZone" className="field" placeholder="UTC" autoComplete="off" onBlur={onChange} />
      </label>
    </div>
  );
}
