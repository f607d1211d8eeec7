import { Validator } from "@seriousme/openapi-schema-validator";
import { describe, expect, it } from "vitest";
import { ENDPOINT_LIST, endpointsAt } from "~/features/api/endpoints";
import { openApiDocument } from "~/features/api/openapi";
import { SCOPES } from "~/features/api/scopes";
import { routeAddresses } from "../../support/addresses";
import { ROUTE_ACCESS, TOKENS } from "../../support/route-access";

const document = openApiDocument("1.0.0") as {
  readonly paths: Readonly<Record<string, Readonly<Record<string, object>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, object>> };
};

describe("the OpenAPI file", () => {
  it("is one, by the schema of version 3.1", async () => {
    const validator = new Validator();
    const { valid, errors } = await validator.validate(structuredClone(document));
    expect(errors ?? []).toEqual([]);
    expect(valid).toBe(true);
    expect(validator.version).toBe("3.1");
  });

  it("would not be one with a fault in it", async () => {
    const broken = { ...structuredClone(document), paths: { "/x": { get: { responses: { wrong: 1 } } } } };
    expect((await new Validator().validate(broken)).valid).toBe(false);
  });

  it("refers to shapes that it holds", () => {
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map(([, to]) => to);
    const held = Object.keys(document.components.schemas).map((name) => `#/components/schemas/${name}`);
    expect(references.filter((to) => !held.includes(to!))).toEqual([]);
    expect(references.length).toBeGreaterThan(ENDPOINT_LIST.length);
  });

  it("lists what is served, and what is served is listed", () => {
    const asked = { annotatorId: "x", day: "x", detector: "x", id: "x", importId: "1", projectId: "x" };
    const any: Readonly<Record<string, string>> = new Proxy<Record<string, string>>(asked, {
      get: (known, name) => known[String(name)] ?? "annotators",
    });
    const served = routeAddresses(any).filter(({ file }) => {
      const { loads, acts } = ROUTE_ACCESS[file.slice("app/routes/".length).replace(/\.tsx$/, "")] ?? {};
      return loads === TOKENS || acts === TOKENS;
    });
    for (const { path, loads, acts } of served) {
      const methods = endpointsAt(path).map(({ method }) => method);
      expect(methods.includes("get"), path).toBe(loads);
      expect(
        methods.some((method) => method !== "get"),
        path,
      ).toBe(acts);
    }
    const unserved = ENDPOINT_LIST.filter(({ path }) => {
      const address = path.replace("{importId}", "1").replace(/report\/\w+$/, "report/annotators");
      return !served.some((route) => route.path === address || route.path === path);
    });
    expect(unserved.map(({ path }) => path)).toEqual([]);
  });

  it("names a scope that there is for everything but the question whose token it is", () => {
    for (const { scope, path } of ENDPOINT_LIST) {
      if (scope === null) expect(path).toBe("/api/v1/me");
      else expect(Object.keys(SCOPES)).toContain(scope);
    }
  });
});
