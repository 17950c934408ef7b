import { describe, expect, it } from "vitest";
import { findKinds, kindsWith, kindWords } from "./source-kinds.ts";
import { setupOf } from "./source-setup.ts";
import { wishOf } from "./source-wish.ts";

const key = "0123456789abcdef";
const kuma = { id: "uptime-kuma", name: "Uptime Kuma", where: ["Open it.", "Paste this address as its post URL: {{address}}", "Put this into a file:\nurl = {{address}}\ntest = yes"] };
const textOf = (kind: string, { address = "https://muster.example/intake/cold/<key>", how = null as string | null, isShown = true } = {}) => {
  const { steps, trial } = setupOf({ id: "cold", kind, address, how }, isShown ? key : undefined, undefined);
  return [...steps.flatMap(({ text, block }) => [text ?? "", block?.copy ?? ""]), trial?.copy ?? ""].join("\n");
};

describe("what to paste where", () => {
  it("has the real address of each kind that is posted to", () => {
    for (const kind of ["alertmanager", "grafana", "sentry", "cloudwatch", "github", "cloudevents", "heartbeat", "json", "mapped"]) {
      expect(textOf(kind), kind).toContain(`https://muster.example/intake/cold/${key}`);
      expect(textOf(kind), kind).not.toMatch(/<key>|\{\{|undefined/);
    }
  });

  it("has the key where the kind has it", () => {
    expect(textOf("alertmanager")).toContain(`path_prefix: /alertmanager/${key}`);
    expect(textOf("pagerduty-events-v2", { address: "https://muster.example/v2/enqueue", how: "routing_key: <key>" })).toMatch(new RegExp(`routing_key: ${key}[^]*/v2/change/enqueue[^]*"routing_key":"${key}"`));
    expect(textOf("opsgenie", { address: "https://muster.example/v2/alerts", how: "Authorization: GenieKey <key>" })).toContain(`-H 'Authorization: GenieKey ${key}'`);
    expect(textOf("email", { address: "cold.<key>@muster.example" })).toContain(`cold.${key}@muster.example`);
    const syslog = textOf("syslog", { address: "[::1]:5514", how: '[muster@32473 source="cold" key="<key>"]' });
    expect(syslog).toContain(`logger --server ::1 --port 5514 --tcp --rfc5424 -p user.warning -t hello \\\n  --sd-id muster@32473 --sd-param 'source="cold"' --sd-param 'key="${key}"'`);
    expect(syslog).toContain(`[muster@32473 source=\\"cold\\" key=\\"${key}\\"]%msg:::sp-if-no-1st-sp%%msg%\\n")`);
    expect(syslog).toContain('queue.type="linkedList" action.resumeRetryCount="-1")');
  });

  it("names the way to a Muster below a path, and to one without encryption", () => {
    expect(textOf("alertmanager", { address: "https://acme.example/muster/intake/cold/<key>" })).toContain(`path_prefix: /muster/alertmanager/${key}`);
    expect(textOf("alertmanager", { isShown: false })).toContain("path_prefix: /alertmanager/<key>");
    expect(textOf("cloudwatch")).toContain("aws sns subscribe --protocol https ");
    expect(textOf("cloudwatch", { address: "http://muster.example/intake/cold/<key>" })).toContain("aws sns subscribe --protocol http ");
  });

  it("lets Alertmanager send each alert at once, its end too", () => {
    expect(textOf("alertmanager")).toMatch(/group_by: \["\.\.\."\]\n {2}group_wait: 0s\n {2}group_interval: 10s/);
  });

  it("holds nothing that a shell would take for an order of its own", () => {
    for (const kind of ["alertmanager", "cloudwatch", "cloudevents", "heartbeat", "json", "mapped"]) expect(setupOf({ id: "cold", kind, address: "https://muster.example/intake/cold/<key>", how: null }, key, undefined).trial?.copy ?? "", kind).not.toMatch(/<|>/);
  });

  it("says where the key would be once it is no longer shown", () => {
    expect(textOf("json", { isShown: false })).toContain("https://muster.example/intake/cold/<key>");
  });

  it("of a preset is its steps, what is pasted in a block of its own", () => {
    const { steps } = setupOf({ id: "cold", kind: "mapped", address: "https://m.example/intake/cold/<key>", how: null }, key, kuma);
    expect(steps.map(({ text, block }) => [text, block?.copy])).toEqual([
      ["Open it.", undefined],
      ["Paste this address as its post URL:", `https://m.example/intake/cold/${key}`],
      ["Put this into a file:", `url = https://m.example/intake/cold/${key}\ntest = yes`],
    ]);
  });
});

describe("what is asked for", () => {
  const fields = { id: " cold ", label: "team", fallback: "", every: "1h", signingKey: "s3cret" };
  const wish = (kind: string, more: object = {}) => wishOf({ id: kind, kind, words: "", detail: "", also: "", ...more }, fields);

  it("has only what the kind knows, and nothing that was left empty", () => {
    expect(wish("heartbeat")).toEqual({ id: "cold", kind: "heartbeat", every: "1h", service: { label: "team" } });
    expect(wish("github")).toEqual({ id: "cold", kind: "github", signingKey: "s3cret", service: { label: "team" } });
    expect(wish("mapped", { preset: "zabbix" })).toEqual({ id: "cold", kind: "mapped", preset: "zabbix", service: { label: "team" } });
    expect(wishOf({ id: "json", kind: "json", words: "", detail: "", also: "" }, { ...fields, label: " ", fallback: "shop" })).toEqual({ id: "cold", kind: "json", service: "shop" });
  });
});

describe("choosing what speaks", () => {
  const kinds = kindsWith([kuma, { id: "google-cloud-monitoring", name: "Google Cloud Monitoring", where: [] }]);
  const found = (search: string) => findKinds(kinds, search).map(({ words }) => words);

  it("finds tools by names that people know, and always offers anything else", () => {
    expect(found("prometheus")).toEqual(["Alertmanager", "Anything else"]);
    expect(found("GCP")).toEqual(["Google Cloud Monitoring", "Anything else"]);
    expect(found("kuma up")).toEqual(["Uptime Kuma", "Anything else"]);
    expect(found("frostwatch")).toEqual(["Anything else"]);
    expect(found("")).toHaveLength(15);
  });

  it("calls a source by its tool", () => {
    expect(kindWords({ kind: "mapped", preset: "uptime-kuma" }, [kuma])).toBe("Uptime Kuma");
    expect(kindWords({ kind: "email", preset: null })).toBe("E-mail");
    expect(kindWords({ kind: "mapped", preset: null })).toBe("A mapping of its own");
  });
});
