import { describe, expect, it } from "vitest";
import { mailOf, type Message, slackBody, webhookBody } from "~/features/alerts/message";

const message = (more: Partial<Message> = {}): Message => ({
  noticeId: 7,
  at: "2026-06-01T08:00:00.000Z",
  kind: "crossed",
  title: "Gold low: 3 projects",
  body: "Gold accuracy below 85 %.\np1: 80 % (75–84, n = 210)",
  href: "/settings/alerts/1",
  ...more,
});
const ORIGIN = "https://evenhand.example.org";

describe("a notice", () => {
  it("is a mail of its own, or one part of a digest, and says where it leads", () => {
    const one = mailOf([message()], ORIGIN);
    expect(one.subject).toBe("Gold low: 3 projects");
    expect(one.text).toContain("p1: 80 %");
    expect(one.text).toContain(`${ORIGIN}/settings/alerts/1`);
    const digest = mailOf([message(), message({ title: "Second" })], ORIGIN);
    expect(digest.subject).toBe("2 notices from Evenhand");
    expect(digest.text).toContain("2026-06-01 08:00 UTC");
    expect(digest.text.indexOf("Gold low")).toBeLessThan(digest.text.indexOf("Second"));
  });

  it("puts nothing into a mail's headers by a name with line breaks", () => {
    const { subject } = mailOf([message({ title: "Rule\r\nBcc: somebody@example.org" })], ORIGIN);
    expect(subject).not.toMatch(/[\r\n]/);
  });

  it("is JSON for a webhook, and text with nothing of Slack's own marks in it for Slack", () => {
    expect(JSON.parse(webhookBody(message(), ORIGIN))).toEqual({
      id: 7,
      at: "2026-06-01T08:00:00.000Z",
      kind: "crossed",
      title: "Gold low: 3 projects",
      text: message().body,
      url: `${ORIGIN}/settings/alerts/1`,
    });
    const slack = JSON.parse(slackBody(message({ title: "<!channel> & all" }), ORIGIN)) as { text: string };
    expect(slack.text).toBe("&lt;!channel&gt; &amp; all");
  });
});
