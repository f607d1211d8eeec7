import { Form } from "@remix-run/react";
import { Badge } from "~/ui/badge";
import { Card } from "~/ui/card";
import { TextField } from "~/ui/field";
import { PasswordField } from "./password-field";

/** What an authenticator is given, once. */
export interface Enrolment {
  /** The key in groups of letters, for typing. */
  readonly typed: string;
  /** The same for a camera: a text a row, `1` for a dark square. */
  readonly squares: readonly string[];
}

export interface SecondFactorCardProps {
  /** `begun`: an authenticator was given the key, and has not shown yet that it has it. */
  readonly state: "off" | "begun" | "on";
  readonly enrolment?: Enrolment | undefined;
  readonly codes?: readonly string[] | undefined;
}

/** A code of an authenticator beside the password (RFC 6238): set up, codes for when it is lost, turned off. */
export const SecondFactorCard = ({ state, enrolment, codes = [] }: SecondFactorCardProps) => (
  <Card
    title="Second factor"
    note="A code of an authenticator beside the password."
    actions={<Badge tone={state === "on" ? "positive" : "outline"}>{state === "on" ? "on" : "off"}</Badge>}
  >
    <div className="max-w-md space-y-4">
      {enrolment ? <Key {...enrolment} /> : null}
      {codes.length > 0 ? <Codes codes={codes} /> : null}
      {state === "begun" ? <ConfirmForm /> : null}
      <PasswordForm state={state} />
    </div>
  </Card>
);

const SIDE = 168;

function Key({ typed, squares }: Enrolment) {
  const path = squares
    .flatMap((row, y) => [...row].flatMap((square, x) => (square === "1" ? [`M${x} ${y}h1v1h-1z`] : [])))
    .join("");
  return (
    <div>
      {/* Cameras want dark on light, whatever the theme. */}
      <svg
        role="img"
        aria-label="The key, for the camera of an authenticator"
        viewBox={`0 0 ${squares.length} ${squares.length}`}
        width={SIDE}
        height={SIDE}
        shapeRendering="crispEdges"
        className="rounded-md bg-white text-black"
      >
        <path d={path} fill="currentColor" />
      </svg>
      <p className="mt-2 text-xs text-muted">Or type it:</p>
      <code className="block select-all break-words font-mono text-xs">{typed}</code>
    </div>
  );
}

const Codes = ({ codes }: { readonly codes: readonly string[] }) => (
  <div>
    <p className="text-sm">
      Keep these codes where you keep passwords. Each signs you in once without the authenticator; they are
      not shown again.
    </p>
    <ul className="mt-2 grid grid-cols-2 gap-x-4 gap-y-1 font-mono text-xs">
      {codes.map((code) => (
        <li key={code} className="select-all">
          {code}
        </li>
      ))}
    </ul>
  </div>
);

const ConfirmForm = () => (
  <Form method="post" className="space-y-3">
    <TextField
      label="Code that the authenticator shows"
      name="code"
      inputMode="numeric"
      autoComplete="one-time-code"
      required
    />
    <button type="submit" name="intent" value="confirm" className="button-primary">
      Turn on
    </button>
  </Form>
);

const DEEDS = {
  off: [["second-factor", "Set up"]],
  begun: [["second-factor", "Begin again"]],
  on: [
    ["backup-codes", "Make new codes"],
    ["one-factor", "Turn off"],
  ],
} as const;

/** What the current password is asked for. */
const PasswordForm = ({ state }: Pick<SecondFactorCardProps, "state">) => (
  <Form method="post" className="space-y-3">
    <PasswordField label="Current password" name="current" autoComplete="current-password" required />
    <div className="flex flex-wrap gap-1.5">
      {DEEDS[state].map(([intent, label]) => (
        <button key={intent} type="submit" name="intent" value={intent} className="button">
          {label}
        </button>
      ))}
    </div>
  </Form>
);
