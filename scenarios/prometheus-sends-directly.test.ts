import { describe, expect, it } from "vitest";
import { DEMO_ALERT_NAME, isInstalled, runAmtool, startDemoPrometheus } from "../fakes/peers/index.ts";
import { alertNamed, eventually, minute, setStage, type Stage } from "./stage.ts";

const hasPrometheus = isInstalled("prometheus");
const hasAmtool = isInstalled("amtool");

const addressOf = ({ product }: Stage) => `${product.url}/alertmanager/acme-prometheus`;
const labels = { service: "storefront", severity: "critical", env: "prod" };

/** Prometheus says by its own clock when an alert ends, so that this stage is set today. */
async function setStageToday(): Promise<Stage> {
  const stage = await setStage();
  await stage.clock.set(Date.now());
  return stage;
}

const statusIs = (stage: Stage, status: string, timeout = 30_000) => eventually(async () => (await alertNamed(stage, "storefront")).status === status, `the alert is ${status}`, timeout);
const arrives = (stage: Stage) => eventually(() => alertNamed(stage, "storefront").catch(() => null), "the alert arrives", 30_000);

describe("A real Prometheus that sends straight to Muster", () => {
  it.skipIf(!hasPrometheus)("fires and somebody is paged; its rule ends and the alert ends", async () => {
    const stage = await setStageToday();
    const demo = await startDemoPrometheus({ alertmanagers: [addressOf(stage)], resendDelay: "1s" });
    try {
      await demo.fire(labels);
      expect(await arrives(stage)).toMatchObject({ title: "storefront is down in prod", status: "firing", severity: "critical", serviceId: "storefront", labels: { alertname: DEMO_ALERT_NAME, env: "prod" }, key: expect.stringMatching(/^[\da-f]{16}$/) });
      await stage.mail.waitFor(({ subject, text }) => `${subject} ${text}`.includes("storefront is down in prod"), 30_000);
      await eventually(async () => (await alertNamed(stage, "storefront")).signals >= 3, "it is posted again and again", 20_000);
      await demo.resolve(labels);
      await statusIs(stage, "resolved");
      expect((await alertNamed(stage, "storefront")).occurrence).toBe(1);
      expect(demo.prometheus.logs.filter((line) => line.includes("Error sending alert"))).toEqual([]);
    } finally {
      await demo.stop();
    }
  }, 120_000);

  it.skipIf(!hasPrometheus)("and is gone: what it spoke of ends within five minutes", async () => {
    const stage = await setStageToday();
    const demo = await startDemoPrometheus({ alertmanagers: [addressOf(stage)] });
    try {
      await demo.fire(labels);
      await arrives(stage);
    } finally {
      await demo.stop();
    }
    await stage.clock.advance(3 * minute);
    await new Promise((resolve) => setTimeout(resolve, 2_500));
    await statusIs(stage, "firing", 1_000);
    await stage.clock.advance(2 * minute);
    await statusIs(stage, "resolved");
    expect((await alertNamed(stage, "storefront")).trace.map(({ sentence }) => `${sentence.bold}: ${sentence.rest}`)).toContain("Ended: its own tool spoke of it no more");
  }, 120_000);
});

describe("Alertmanager’s own amtool", () => {
  it.skipIf(!hasAmtool)("adds and lists alerts; adds, lists and expires silences", async () => {
    const stage = await setStageToday();
    // amtool's clock is a little ahead of Muster's.
    await stage.clock.advance(-500);
    const amtool = async (...args: string[]) => {
      const { code, output, errors } = await runAmtool(addressOf(stage), ...args);
      expect([args.join(" "), code, errors]).toEqual([args.join(" "), 0, ""]);
      return output.trim();
    };
    await amtool("alert", "add", "alertname=DiskFull", "service=storefront", "severity=critical", "--annotation=summary=The disk is full");
    await amtool("alert", "add", "alertname=Slow", "service=checkout");
    expect(await amtool("alert", "query")).toMatch(/^Alertname\s+Starts At\s+Summary\s+State\s*\nDiskFull .+The disk is full\s+active\s*\nSlow .+active$/);
    expect(await amtool("alert", "query", "alertname=~Disk.*")).not.toContain("Slow");

    const id = await amtool("silence", "add", "alertname=DiskFull", "--author=ben", "--comment=A new disk comes at noon", "--duration=2h");
    expect(id).toMatch(/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/);
    expect(await amtool("alert", "query")).not.toContain("DiskFull");
    expect(await amtool("alert", "query", "--silenced")).toMatch(/DiskFull .+suppressed/);
    expect(await amtool("silence", "query")).toMatch(new RegExp(`^ID\\s+Matchers\\s+Ends At\\s+Created By\\s+Comment\\s*\\n${id}\\s+alertname="DiskFull"\\s+.+ben\\s+A new disk comes at noon$`));
    expect(await amtool("silence", "query", "alertname=DiskFull", "--quiet")).toBe(id);
    expect(await amtool("silence", "query", "alertname=Slow", "--quiet")).toBe("");
    const shown = await stage.api.get<{ items: { reason: string; state: string }[] }>("/api/v1/silences");
    expect(shown.body).toMatchObject({ items: [{ reason: "A new disk comes at noon (ben)", state: "live" }] });

    expect(await amtool("silence", "update", id, "--duration=3h", "--comment=At three")).toContain("At three");
    await amtool("silence", "expire", id);
    expect(await amtool("silence", "query")).not.toContain(id);
    expect(await amtool("silence", "query", "--expired", "--quiet")).toBe(id);
    expect(await amtool("alert", "query")).toMatch(/DiskFull .+active/);
    const refused = await runAmtool(addressOf(stage), "silence", "expire", id);
    expect(refused.code).not.toBe(0);
  }, 60_000);

  it.skipIf(!hasAmtool)("is refused with a key that nobody gave", async () => {
    const { product } = await setStage();
    const { code, errors } = await runAmtool(`${product.url}/alertmanager/nobody`, "alert", "query");
    expect(code).not.toBe(0);
    expect(errors).toContain("401");
  }, 60_000);
});
