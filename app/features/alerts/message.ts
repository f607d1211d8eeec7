/** A notice as it leaves the product, by whichever way. */
export interface Message {
  readonly noticeId: number;
  /** ISO 8601. */
  readonly at: string;
  /** crossed, resolved, rest_ahead, rest_happened, test. */
  readonly kind: string;
  readonly title: string;
  readonly body: string;
  /** A path of the product. */
  readonly href: string;
}

export interface Mail {
  readonly subject: string;
  readonly text: string;
}

/** One mail for all that is due to somebody: one notice as it is, several as a digest, the earliest first. */
export function mailOf(messages: readonly Message[], origin: string): Mail {
  const [first] = messages;
  if (first === undefined) throw new RangeError("There is nothing to send.");
  const foot = `\nHow and when you are written to: ${origin}/settings/notifications\n`;
  if (messages.length === 1) {
    return { subject: oneLine(first.title), text: `${first.body}\n\n${origin}${first.href}\n${foot}` };
  }
  const parts = messages.map(
    ({ title, body, href, at }) =>
      `${title}\n${at.slice(0, 16).replace("T", " ")} UTC\n${body}\n${origin}${href}`,
  );
  return { subject: `${messages.length} notices from Evenhand`, text: `${parts.join("\n\n")}\n${foot}` };
}

/** A header is one line. */
const oneLine = (text: string): string => text.replace(/[\r\n]+/g, " ").slice(0, 200);

/** What a webhook is sent, as JSON. */
export const webhookBody = ({ noticeId, at, kind, title, body, href }: Message, origin: string): string =>
  JSON.stringify({ id: noticeId, at, kind, title, text: body, url: origin + href });

/** What a Slack-compatible address is sent: `text` for notifications, the same as blocks for the channel. */
export function slackBody({ title, body, href }: Message, origin: string): string {
  const line = `*${escaped(title)}*\n${escaped(body)}`;
  return JSON.stringify({
    text: escaped(title),
    blocks: [
      { type: "section", text: { type: "mrkdwn", text: line.slice(0, 3_000) } },
      { type: "context", elements: [{ type: "mrkdwn", text: `<${origin}${href}|Open in Evenhand>` }] },
    ],
  });
}

/** The three characters that mean something there, as its documentation has them written. */
const escaped = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
