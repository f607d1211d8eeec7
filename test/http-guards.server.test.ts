import { describe, expect, it } from "vitest";
import { senderOf } from "~/http-guards.server";

describe("who sends", () => {
  it("is the connection's address, whatever a client says, where there is no proxy", () => {
    expect(senderOf("203.0.113.9", "198.51.100.1", false)).toBe("203.0.113.9");
    expect(senderOf("127.0.0.1", "198.51.100.1", false)).toBe("127.0.0.1");
  });

  it("is what a proxy in its own network adds last, and not what a client told the proxy", () => {
    for (const proxy of ["127.0.0.1", "::1", "10.0.0.2", "::ffff:172.16.0.3"]) {
      expect(senderOf(proxy, "192.0.2.66, 198.51.100.1", true)).toBe("198.51.100.1");
      expect(senderOf(proxy, ["192.0.2.66", "2001:db8::7"], true)).toBe("2001:db8::7");
    }
  });

  it("is a client that came past the proxy", () => {
    expect(senderOf("8.8.8.8", "198.51.100.1", true)).toBe("8.8.8.8");
  });

  it("is not known where a proxy says nothing, or nonsense", () => {
    for (const said of [undefined, "", "unknown", "198.51.100.1, -"]) {
      expect(senderOf("127.0.0.1", said, true)).toBe("");
    }
  });
});
