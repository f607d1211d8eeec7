import { z } from "zod";
import { RECORD_KINDS, RECORD_PAGE_SIZES, type RecordQuestion } from "./record-kinds";

/** Whatever cannot be read is the first page of gold. */
const QUESTION = z.object({
  kind: z.enum(RECORD_KINDS).catch("gold"),
  page: z.coerce.number().int().min(1).max(100_000).catch(1),
  size: z.coerce
    .number()
    .refine((size) => RECORD_PAGE_SIZES.includes(size))
    .catch(50),
});

/** What an address asks for. */
export const recordQuestionFrom = (request: Request): RecordQuestion =>
  QUESTION.parse(Object.fromEntries(new URL(request.url).searchParams));
