import type { Page } from "playwright-core";
import { expect } from "vitest";

/** What a walk through a page by the Tab key found; each entry names an element as a person would. */
interface Walk {
  /** In the order of the first visit. */
  readonly reached: readonly string[];
  readonly unmarked: readonly string[];
  readonly hidden: readonly string[];
}

/** More presses than this are a page that nobody walks through; beyond it the walk is a sample from its start. */
const MOST_PRESSES = 250;

/**
 * A screen is worked by keyboard alone: Tab comes to every control that can be seen and out again at the end, the
 * control that has the focus is marked and in view, and nothing that reacts to a click is for a pointer only.
 */
export async function expectKeyboard(page: Page): Promise<void> {
  await page.evaluate(HELPERS);
  expect(await page.evaluate<string[]>("evenhandPointerOnly()"), "only for a pointer").toEqual([]);
  const wanted = await page.evaluate<string[]>("evenhandControls()");
  expect(wanted.length, "controls on the page").toBeGreaterThan(0);
  const { reached, unmarked, hidden } = await walk(page, Math.min(MOST_PRESSES, wanted.length + 31));
  expect(unmarked, "have the focus and do not show it").toEqual([]);
  expect(hidden, "have the focus out of sight").toEqual([]);
  const missed = wanted.slice(0, MOST_PRESSES - 50).filter((name) => !reached.includes(name));
  expect(missed, "never come to by Tab").toEqual([]);
}

async function walk(page: Page, presses: number): Promise<Walk> {
  const reached = new Set<string>();
  const unmarked: string[] = [];
  const hidden: string[] = [];
  for (let press = 0; press < presses; press += 1) {
    // A page may begin with the focus in its field.
    if (press > 0) await page.keyboard.press("Tab");
    const at = await page.evaluate<{ name: string; marked: boolean; seen: boolean } | null>(
      "evenhandFocus()",
    );
    // Out of the page, into the browser's own controls: the end.
    if (at === null) {
      if (reached.size > 0) break;
      continue;
    }
    if (!reached.has(at.name) && !at.marked) unmarked.push(at.name);
    if (!reached.has(at.name) && !at.seen) hidden.push(at.name);
    reached.add(at.name);
  }
  return { reached: [...reached], unmarked, hidden };
}

/** In the page: a number for each element keeps two links of the same words apart. */
const HELPERS = `
  const numbers = new Map();
  const nameOf = (element) => {
    if (!numbers.has(element)) numbers.set(element, numbers.size);
    const words = element.getAttribute("aria-label") || element.innerText || element.getAttribute("name") || "";
    return numbers.get(element) + " " + element.tagName.toLowerCase() + " " + words.trim().replace(/\\s+/g, " ").slice(0, 40);
  };
  const isSeen = (element) =>
    element.checkVisibility({ checkOpacity: false, checkVisibilityCSS: true }) && element.getClientRects().length > 0;
  const CONTROLS = 'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex="0"]';
  // Of radio buttons with one name Tab comes to the chosen one, and arrows to the others.
  const isStop = (element) =>
    !element.disabled && element.tabIndex >= 0 && !(element.type === "radio" && !element.checked) && !element.closest("[inert]");
  window.evenhandControls = () =>
    [...document.querySelectorAll(CONTROLS)].filter((element) => isSeen(element) && isStop(element)).map(nameOf);
  window.evenhandPointerOnly = () =>
    [...document.querySelectorAll("body *")]
      .filter((element) => isSeen(element) && getComputedStyle(element).cursor === "pointer")
      .filter((element) => !element.closest(CONTROLS + ", label, [tabindex]"))
      .map(nameOf);
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  const look = (element) => {
    const style = getComputedStyle(element);
    const marked = (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== "none";
    const box = element.getBoundingClientRect();
    const seen = box.bottom > 0 && box.right > 0 && box.top < innerHeight && box.left < innerWidth;
    return { name: nameOf(element), marked, seen };
  };
  window.evenhandFocus = async () => {
    const element = document.activeElement;
    if (!element || element === document.body || element === document.documentElement) return null;
    let found = look(element);
    // An outline comes by a transition and a scroll with the next frames, also where motion is reduced.
    for (let frames = 0; frames < 20 && !(found.marked && found.seen); frames += 1) {
      await frame();
      found = look(element);
    }
    return found;
  };
`;
