import { useId, type InputHTMLAttributes, type ReactNode, type TextareaHTMLAttributes } from "react";

interface FieldProps {
  readonly label: string;
  readonly name: string;
  /** What to enter and why. */
  readonly hint?: ReactNode;
  /** What is wrong and how to put it right. */
  readonly error?: string | undefined;
  readonly className?: string;
}

interface FrameProps extends Omit<FieldProps, "name"> {
  readonly id: string;
  readonly children: ReactNode;
}

function FieldFrame({ id, label, hint, error, className = "", children }: FrameProps) {
  return (
    <div className={className}>
      <label htmlFor={id} className="mb-1 block text-sm font-medium">
        {label}
      </label>
      {children}
      {hint ? (
        <p id={`${id}-hint`} className="mt-1 text-xs text-muted">
          {hint}
        </p>
      ) : null}
      {error ? (
        <p id={`${id}-error`} className="mt-1 text-xs text-alarm">
          {error}
        </p>
      ) : null}
    </div>
  );
}

function described(id: string, { hint, error }: Pick<FieldProps, "hint" | "error">) {
  const ids = [hint ? `${id}-hint` : "", error ? `${id}-error` : ""].filter(Boolean).join(" ");
  return { ...(ids ? { "aria-describedby": ids } : {}), ...(error ? { "aria-invalid": true as const } : {}) };
}

export type TextFieldProps = FieldProps &
  Omit<InputHTMLAttributes<HTMLInputElement>, "className" | "id" | "name">;

/** A line of text, a number, a date, a file: whatever `type` says. */
export function TextField({ label, hint, error, className, ...input }: TextFieldProps) {
  const id = useId();
  return (
    <FieldFrame id={id} label={label} hint={hint} error={error} className={className ?? ""}>
      <input id={id} className="field w-full" {...described(id, { hint, error })} {...input} />
    </FieldFrame>
  );
}

export type TextAreaFieldProps = FieldProps &
  Omit<TextareaHTMLAttributes<HTMLTextAreaElement>, "className" | "id" | "name">;

/** Several lines: a reason, a claim. */
export function TextAreaField({ label, hint, error, className, ...input }: TextAreaFieldProps) {
  const id = useId();
  return (
    <FieldFrame id={id} label={label} hint={hint} error={error} className={className ?? ""}>
      <textarea id={id} rows={4} className="field w-full" {...described(id, { hint, error })} {...input} />
    </FieldFrame>
  );
}

export interface Choice {
  readonly value: string;
  readonly label: string;
}

export interface SelectFieldProps extends FieldProps {
  readonly choices: readonly Choice[];
  readonly defaultValue?: string;
  /** Label for screen readers only, where the place says what it is. */
  readonly compact?: boolean;
}

/** One of a few. Keyed by its value, so that it follows the address. */
export function SelectField({ label, hint, error, className, choices, compact, ...input }: SelectFieldProps) {
  const id = useId();
  const select = (
    <select
      id={id}
      key={input.defaultValue}
      className="field w-full"
      {...(compact ? { "aria-label": label } : {})}
      {...described(id, { hint, error })}
      {...input}
    >
      {choices.map((choice) => (
        <option key={choice.value} value={choice.value}>
          {choice.label}
        </option>
      ))}
    </select>
  );
  if (compact) return <div className={className}>{select}</div>;
  return (
    <FieldFrame id={id} label={label} hint={hint} error={error} className={className ?? ""}>
      {select}
    </FieldFrame>
  );
}

export interface CheckFieldProps extends FieldProps {
  readonly defaultChecked?: boolean;
  readonly value?: string;
}

/** Yes or no. */
export function CheckField({ label, hint, error, className = "", ...input }: CheckFieldProps) {
  const id = useId();
  return (
    <div className={className}>
      <div className="flex min-h-6 items-center gap-2">
        <input
          id={id}
          type="checkbox"
          className="size-4 accent-(--accent)"
          {...described(id, { hint, error })}
          {...input}
        />
        <label htmlFor={id} className="text-sm">
          {label}
        </label>
      </div>
      {hint ? (
        <p id={`${id}-hint`} className="ml-6 text-xs text-muted">
          {hint}
        </p>
      ) : null}
      {error ? (
        <p id={`${id}-error`} className="ml-6 text-xs text-alarm">
          {error}
        </p>
      ) : null}
    </div>
  );
}
