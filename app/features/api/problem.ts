import { z } from "zod";

/** What every refusal of the API says (RFC 9457): in words, with an id that stands in the log. */
export const Problem = z
  .object({
    title: z.string().meta({ description: "What went wrong, in a few words" }),
    status: z.int().meta({ description: "The status of the answer" }),
    detail: z.string().meta({ description: "What went wrong and what to do, a sentence" }),
    id: z.string().meta({ description: "Give it to whoever runs the server: the same id stands in its log" }),
    faults: z
      .array(z.object({ path: z.string(), message: z.string() }))
      .optional()
      .meta({ description: "Each thing that is wrong with what was sent" }),
  })
  .meta({ id: "Problem" });

export type Problem = z.infer<typeof Problem>;

const TITLES: Readonly<Record<number, string>> = {
  400: "Bad request",
  401: "Unauthorized",
  403: "Forbidden",
  404: "Not found",
  405: "Method not allowed",
  409: "Conflict",
  411: "Length required",
  413: "Too large",
  415: "Unsupported media type",
  422: "Cannot be processed",
  429: "Too many requests",
  500: "Something went wrong",
  503: "Not available",
};

export const PROBLEM_TYPE = "application/problem+json; charset=utf-8";

/** Why the API does not do what it was asked: thrown by endpoints, answered as JSON. */
export class Refusal extends Error {
  override readonly name = "Refusal";
  constructor(
    readonly status: number,
    detail: string,
    readonly more: {
      readonly headers?: Readonly<Record<string, string>>;
      readonly faults?: Problem["faults"];
    } = {},
  ) {
    super(detail);
  }
}

/** A problem as the body of an answer. */
export function problemOf({ status, message, more }: Refusal, id: string): Problem {
  const { faults } = more;
  return { title: TITLES[status] ?? "Refused", status, detail: message, id, ...(faults ? { faults } : {}) };
}
