import type { Role } from "./columns-mapping";

/** What exports call the values of a judgment, commonest first, in lower case without punctuation at the ends. */
const NAMES: Readonly<Partial<Record<Role, string>>> = {
  annotator_id:
    "annotator_id annotator worker_id worker workerid amt_worker_ids amt_worker_id user_id userid user rater_id rater " +
    "coder_id coder labeler_id labeler labeller participant_id participant subject_id turker_id turker judge_id judge " +
    "contributor_id contributor completed_by login username user_name",
  item_id:
    "item_id item task_id task taskid unit_id unit orig_id instance_id instance example_id question_id document_id doc_id " +
    "sentence_id sentence image_id image text_id sample_id object_id object hit_id hitid data_id post_id tweet_id id",
  answer:
    "answer label response judgment judgement annotation rating score vote value choice category class selected preference " +
    "result output",
  gold_answer:
    "gold gold_answer gold_label answer_gold goldlabel true_label truelabel truth ground_truth groundtruth correct_answer " +
    "correct golden expected key",
  judgment_id:
    "judgment_id judgement_id annotation_id amt_annotation_ids amt_annotation_id response_id answer_id assignment_id " +
    "assignment_record_id submission_id record_id",
  started_at:
    "started_at start_time starttime start started begin accept_time accepttime start_timestamp session_start",
  submitted_at:
    "submitted_at submit_time submittime end_time endtime end completed_at finished_at ended_at timestamp created_at " +
    "updated_at time date",
  active_seconds: "active_seconds active_time active_time_seconds active_time_ms",
  lead_seconds:
    "lead_seconds lead_time duration duration_seconds duration_sec duration_ms time_spent time_spent_seconds " +
    "time_spent_ms seconds elapsed elapsed_seconds elapsed_ms response_time response_time_ms total_time_ms " +
    "work_time_in_seconds worktimeinseconds seconds_to_label rt",
  status: "status assignment_status assignmentstatus state",
  pay: "reward pay payment",
  pay_minor: "pay_minor reward_minor",
  currency: "currency",
  country: "country country_code",
  display_name: "display_name annotator_name worker_name",
  rejection_reason: "rejection_reason requesterfeedback",
  revised_at: "revised_at",
  project_id: "project_id project",
};

const KNOWN = new Map<Role, readonly string[]>(
  Object.entries(NAMES).map(([role, names]) => [role as Role, names.split(" ")]),
);

/** Columns about people that are never an answer and never imported. */
const PERSONAL =
  /^_?(gender|sex|race|ethnicity|age|age_group|occupation|job|education|income|religion|politics|nationality|language|native_language|email|e_mail|ip|ip_address|city|region|zip|phone|user_agent|name|first_name|last_name|disability|sexual_orientation|marital_status)$/;

/** A header name as it is compared: `!amt_worker_ids` and `Worker ID` are `amt_worker_ids` and `worker_id`. */
export function plainName(name: string): string {
  return name
    .trim()
    .replace(/([a-z])([A-Z])/g, "$1_$2")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "_")
    .replace(/^_+|_+$/g, "");
}

export const isPersonalName = (name: string): boolean => PERSONAL.test(plainName(name));

/** Positions by the names in a header: for each value the column with its commonest name, each column once. */
export function positionsByName(header: readonly string[]): Partial<Record<Role, number>> {
  const plain = header.map(plainName);
  const at: Partial<Record<Role, number>> = {};
  const taken = new Set<number>();
  for (const [role, names] of KNOWN) {
    for (const name of names) {
      const index = plain.findIndex((one, position) => !taken.has(position) && sameName(one, name));
      if (index === -1) continue;
      at[role] = index;
      taken.add(index);
      break;
    }
  }
  return at;
}

/** `workerid`, `worker_id` and `workerId` are one name. */
function sameName(one: string, name: string): boolean {
  return one === name || one.replaceAll("_", "") === name.replaceAll("_", "");
}

/** Seconds in one unit of a duration column, by its name. */
export function unitOf(name: string | undefined): number {
  return /(_ms|millis|milliseconds)$/.test(plainName(name ?? "")) ? 0.001 : 1;
}
