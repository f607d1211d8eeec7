import { describe, expect, it } from "vitest";
import { WrongEnvironment, parseEnv } from "~/env.server";

describe("the environment", () => {
  it("has a default for everything", () => {
    expect(parseEnv({})).toEqual({
      database: "./data",
      folder: "./data",
      publicUrl: null,
      secret: null,
      oidc: null,
      smtp: null,
      mailFrom: null,
      allowPrivateAddresses: false,
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

  it("takes an address for the public only if it is encrypted, or names this machine", () => {
    expect(parseEnv({ PUBLIC_URL: "https://evenhand.example.org/" }).publicUrl).toBe(
      "https://evenhand.example.org",
    );
    expect(parseEnv({ PUBLIC_URL: "http://localhost:3000" }).publicUrl).toBe("http://localhost:3000");
    for (const address of ["http://evenhand.example.org", "https://a.example/path", "evenhand.example.org"]) {
      expect(() => parseEnv({ PUBLIC_URL: address }), address).toThrow(/PUBLIC_URL/);
    }
  });

  it("wants single sign-on whole, and a secret that nobody guesses", () => {
    expect(() => parseEnv({ OIDC_ISSUER: "https://id.example.org" })).toThrow(/OIDC_CLIENT_ID/);
    expect(() => parseEnv({ EVENHAND_SECRET: "short" })).toThrow(/32 characters/);
  });

  it("names every variable that cannot be used", () => {
    const wrong = { DATABASE_URL: "mysql://host/x", PORT: "70000", LOG_LEVEL: "loud" };
    expect(() => parseEnv(wrong)).toThrow(WrongEnvironment);
    expect(() => parseEnv(wrong)).toThrow(/DATABASE_URL: .*PORT: .*LOG_LEVEL: /);
  });
});
