import { describe, expect, it } from "vitest";
import { WrongEnvironment, parseEnv } from "~/env.server";

describe("the environment", () => {
  it("has a default for everything", () => {
    expect(parseEnv({})).toEqual({
      database: "./data",
      host: "127.0.0.1",
      port: 3000,
      logLevel: "info",
      mode: "production",
    });
  });

  it("takes an empty variable as one that is not set", () => {
    expect(parseEnv({ DATABASE_URL: "", PORT: " " })).toEqual(parseEnv({}));
  });

  it("prefers a server to the folder", () => {
    const both = { DATABASE_URL: "postgres://db.example/evenhand", EVENHAND_DATABASE: "elsewhere" };
    expect(parseEnv(both).database).toBe("postgres://db.example/evenhand");
    expect(parseEnv({ EVENHAND_DATABASE: "elsewhere" }).database).toBe("elsewhere");
  });

  it("names every variable that cannot be used", () => {
    const wrong = { DATABASE_URL: "mysql://host/x", PORT: "70000", LOG_LEVEL: "loud" };
    expect(() => parseEnv(wrong)).toThrow(WrongEnvironment);
    expect(() => parseEnv(wrong)).toThrow(/DATABASE_URL: .*PORT: .*LOG_LEVEL: /);
  });
});
