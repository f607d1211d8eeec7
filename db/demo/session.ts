import { drawNormal } from "~/stats/draws";
import type { Random } from "~/stats/random";
import { answerOf, isCorrect } from "./answers";
import { HOUR, MINUTE } from "./calendar";
import { chance, clamp, exponential, logistic, pickWeighted } from "./chance";
import type { Status, Work } from "./facts";
import type { Batch, Item } from "./inventory";
import type { Person } from "./people";
import { type Project, projectOf } from "./projects";
import { reviewWork } from "./reviews";
import type { Session } from "./schedule";
import type { Studio } from "./studio";
import { countTowardsTarget, nearTarget } from "./targets";

/** Where a session has come to. */
interface Clock {
  nowMs: number;
  /** When the current spell began: after some hours a break is due. */
  spellMs: number;
  /** When the stretch online began that is being recorded. */
  onlineMs: number;
  sensitiveSec: number;
  lastBatchMs: number;
}

/** Works through one session of a person: waits, is offered batches, takes or declines them, and breaks. */
export function workSession(
  studio: Studio,
  person: Person,
  session: Session,
  day: number,
  random: Random,
): void {
  const clock: Clock = {
    nowMs: session.startMs,
    spellMs: session.startMs,
    onlineMs: session.startMs,
    sensitiveSec: 0,
    lastBatchMs: 0.5 * HOUR,
  };
  if (!session.brief) doOtherWork(studio, person, clock, random);
  const extraMs = clock.nowMs - session.startMs;
  if (!session.brief) doRework(studio, person, clock, random);
  const dry = person.drought !== null && day >= person.drought[0] && day < person.drought[1];
  const endMs = dry ? session.startMs : Math.min(session.endMs, session.supplyEndMs) + extraMs;
  // Nobody starts what would mostly lie beyond the end of the session.
  const mostlyFits = () => clock.nowMs + (session.brief ? 0 : clock.lastBatchMs / 2) < endMs;
  while (mostlyFits()) {
    waitForOffer(studio, person, clock, random);
    if (clock.nowMs >= endMs) break;
    const batch = nextBatch(studio, person, clock, day, random);
    const accepted = batch.premium || chance(0.93, random);
    offer(studio, person, batch, clock.nowMs, accepted, random);
    const stopMs = session.brief ? endMs : exposureEnd(studio, batch, clock);
    if (accepted) workBatch(studio, person, batch, clock, stopMs, random);
    else clock.nowMs += 20_000;
    breakIfDue(studio, person, clock, session);
  }
  if (!session.brief && !dry && chance(0.55, random)) declineLast(studio, person, clock, day, random);
  if (dry) record(studio, person, clock, Math.max(clock.nowMs, session.endMs), "waiting", false);
  closeOnline(studio, person, clock);
}

/** Many a session ends with one more offer that the person turns down. */
function declineLast(studio: Studio, person: Person, clock: Clock, day: number, random: Random): void {
  waitForOffer(studio, person, clock, random);
  const project = projectOf(pickWeighted(person.projects, random));
  offer(studio, person, studio.inventory.openBatch(person, project, day), clock.nowMs, false, random);
  clock.nowMs += 20_000;
}

/** Disturbing work stops after some 25 minutes, unless the pattern that ignores this is planted. */
const exposureEnd = ({ effects }: Studio, { project }: Batch, clock: Clock): number =>
  project.severity > 0 && effects.harmfulFactor === 1 ? clock.nowMs + 25 * MINUTE : Infinity;

function offer(
  studio: Studio,
  person: Person,
  batch: Batch,
  atMs: number,
  accepted: boolean,
  random: Random,
): void {
  batch.offered.add(person.id);
  if (accepted) batch.places--;
  const answeredMs = atMs + Math.round(4_000 + 12_000 * random());
  studio.facts.offers.push({ person, batch, offeredMs: atMs, answeredMs, accepted });
}

function nextBatch(studio: Studio, person: Person, clock: Clock, day: number, random: Random): Batch {
  const drawn = studio.drawn.get(person.id)?.pop();
  if (drawn !== undefined) return drawn;
  const factor = studio.effects.harmfulFactor;
  const weights = person.projects.map(([id, weight]) => {
    const project = projectOf(id);
    if (project.severity === 0) return [project, weight] as const;
    return [project, factor === 1 && clock.sensitiveSec > 0 ? 0 : weight * factor] as const;
  });
  return studio.inventory.openBatch(person, pickWeighted(weights, random), day);
}

/** Waiting is about a tenth of the work, more where work is scarce, near a target or after a complaint. */
function waitForOffer(studio: Studio, person: Person, clock: Clock, random: Random): void {
  const { effects } = studio;
  let waitMs = exponential(0.09 * clock.lastBatchMs, random);
  waitMs += 0.6 * effects.waitPerWork * clock.lastBatchMs * (0.5 + random());
  const near = nearTarget(studio.facts, person, clock.nowMs);
  if (near) waitMs += (effects.nearTargetSlowdown - 1) * 1.09 * clock.lastBatchMs;
  if (effects.unattendedShare > 0 && person.complaintMs !== null && clock.nowMs > person.complaintMs) {
    waitMs += 1.5 * clock.lastBatchMs;
  }
  record(studio, person, clock, clock.nowMs + Math.round(waitMs / 1_000) * 1_000, "waiting", false);
}

/** Notes the time up to `toMs` as other than item work, unless it is under a minute. */
function record(
  studio: Studio,
  person: Person,
  clock: Clock,
  toMs: number,
  kind: "waiting" | "training" | "communication",
  paid: boolean,
): void {
  if (toMs - clock.nowMs >= MINUTE) {
    studio.facts.time.push({ person, projectId: null, fromMs: clock.nowMs, toMs, kind, paid });
  }
  clock.nowMs = toMs;
}

/** Messages and guidelines now and then; where unpaid work is planted, much more of it and none of it paid. */
function doOtherWork(studio: Studio, person: Person, clock: Clock, random: Random): void {
  const [messages, guideline] = [random(), random()];
  const { unpaidHours } = studio.effects;
  if (unpaidHours > 0) {
    const minutes = Math.round(person.sessionHours * unpaidHours * 60);
    record(studio, person, clock, clock.nowMs + minutes * MINUTE, "training", false);
  }
  if (messages < 0.2)
    record(studio, person, clock, clock.nowMs + 4 * MINUTE, "communication", unpaidHours === 0);
  if (guideline < 0.06)
    record(studio, person, clock, clock.nowMs + 18 * MINUTE, "training", unpaidHours === 0);
}

function breakIfDue(studio: Studio, person: Person, clock: Clock, session: Session): void {
  if (clock.nowMs - clock.spellMs < session.spellHours * HOUR) return;
  closeOnline(studio, person, clock);
  clock.nowMs += 40 * MINUTE;
  clock.spellMs = clock.nowMs;
  clock.onlineMs = clock.nowMs;
}

function closeOnline(studio: Studio, person: Person, clock: Clock): void {
  if (clock.nowMs <= clock.onlineMs) return;
  studio.facts.online.push({ person, fromMs: clock.onlineMs, toMs: clock.nowMs, source: "online" });
}

function workBatch(
  studio: Studio,
  person: Person,
  batch: Batch,
  clock: Clock,
  stopMs: number,
  random: Random,
): void {
  const startedMs = clock.nowMs;
  const { project } = batch;
  for (const item of batch.items) {
    workItem(studio, person, batch, item, clock, random);
    if (clock.nowMs >= stopMs) break;
    if (!chance(project.goldShare / (1 - project.goldShare), random)) continue;
    const gold = studio.inventory.nextGold(person, project);
    if (gold !== undefined) workItem(studio, person, batch, gold, clock, random);
    if (clock.nowMs >= stopMs) break;
  }
  clock.lastBatchMs = clock.nowMs - startedMs;
  if (project.severity > 0) clock.sensitiveSec += clock.lastBatchMs / 1_000;
}

function workItem(
  studio: Studio,
  person: Person,
  batch: Batch,
  item: Item,
  clock: Clock,
  random: Random,
): void {
  const { project } = batch;
  const z = drawNormal(random);
  const [slip, fate, idling, right] = [random(), random(), random(), random()];
  const usual = project.baseSec * person.pace * Math.exp(0.35 * z + 0.1 * item.difficulty);
  const fast = z < -0.8416 && slip < studio.effects.fastErrorShare;
  const status = fateOf(fate);
  const done = status === "approved";
  const activeSec = Math.max(3, Math.round(done ? usual : usual * 0.3));
  const idleSec = idling < 0.12 ? Math.round(15 + 90 * (idling / 0.12)) : 0;
  const seesRight = right < logistic(person.skill - item.difficulty) && !fast;
  const answer = done ? answerOf(project, person, item.truth, seesRight, random) : null;
  const startedMs = clock.nowMs;
  clock.nowMs += (activeSec + idleSec + 2) * 1_000;
  const submittedMs = done ? clock.nowMs - 2_000 : null;
  const work: Work = {
    id: judgmentId(studio),
    ...{ person, project, batch, item, startedMs, submittedMs, activeSec, idleSec, answer, status },
    quality: qualityOf(project, person, seesRight),
    correct: answer === null || item.key === null ? null : isCorrect(project, answer, item.key),
    rejectedMs: null,
    rejectionReason: null,
    revisionOf: null,
    payMinor: 0,
  };
  studio.facts.work.push(work);
  if (submittedMs === null) return;
  countTowardsTarget(studio, person, submittedMs);
  reviewWork(studio, work, submittedMs, random);
}

const judgmentId = ({ facts }: Studio): string => `J${String(facts.work.length + 1).padStart(7, "0")}`;

/** Does again, at the start of a session, what came back from review. */
function doRework(studio: Studio, person: Person, clock: Clock, random: Random): void {
  const queue = studio.rework.get(person.id) ?? [];
  while (queue[0] !== undefined && queue[0].backMs <= clock.nowMs) {
    const { work } = queue.shift() as (typeof queue)[number];
    const activeSec = Math.max(20, Math.round(work.activeSec * (0.3 + 0.3 * random())));
    const startedMs = clock.nowMs;
    clock.nowMs += (activeSec + 2) * 1_000;
    const answer = answerOf(work.project, person, work.item.truth, true, random);
    studio.facts.work.push({
      ...work,
      ...{
        id: judgmentId(studio),
        startedMs,
        submittedMs: clock.nowMs - 2_000,
        activeSec,
        idleSec: 0,
        answer,
      },
      ...{ status: "approved", rejectedMs: null, rejectionReason: null, revisionOf: work.id },
    });
  }
}

/** How a fair reviewer sees the work: an answer that is off is mostly caught. */
function qualityOf(project: Project, person: Person, right: boolean): number {
  if (project.taskType === "revision") return clamp(logistic(person.skill - 0.8), 0.5, 0.97);
  return right ? 0.97 : 0.35;
}

function fateOf(fate: number): Status {
  if (fate < 0.012) return "skipped";
  if (fate < 0.015) return "returned";
  if (fate < 0.017) return "expired";
  return fate < 0.02 ? "abandoned" : "approved";
}
