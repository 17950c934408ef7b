import { describe, expect, it } from "vitest";
import { expectOk } from "../fakes/client.ts";
import { alertArrives, alertNamed, mailTo, minute, pagesOf, setStage, thursday } from "./stage.ts";

const day = 24 * 60 * minute;

describe("Somebody who learns", () => {
  it("gets a copy of what wakes the person beside them, and nobody waits for them", async () => {
    const stage = await setStage();
    const at = (days: number) => new Date(thursday + days * day).toISOString();
    expectOk(await stage.api.post("/api/v1/schedules/web-primary/shadows", { personId: "dana", from: at(-1), to: at(7) }));
    await alertArrives(stage);
    await mailTo(stage, "amara@acme.example");
    const copy = await mailTo(stage, "dana@acme.example", "Copy: ");
    expect(copy.text).toContain("This is a copy: Amara Okafor is paged for it, being on call for Web primary");
    expect(copy.links.filter((link) => /\/[pb]\//.test(link))).toEqual([]);
    await stage.clock.advance(5 * minute);
    await mailTo(stage, "ben@acme.example");
    expect(await pagesOf(stage, "dana")).toEqual([]);
    const told = (await alertNamed(stage, "HighLatency")).trace.find(({ code }) => code === "copy.sent");
    expect(`${told?.sentence.bold}, ${told?.sentence.rest}`).toBe("A copy to Dana Reyes, by mail, beside Amara Okafor on Web primary to learn; nobody waits for an answer to it");
  });
});
