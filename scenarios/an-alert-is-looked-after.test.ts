import { describe, expect, it } from "vitest";
import { expectOk } from "../fakes/client.ts";
import type { AlertDetail } from "../server/features/alert-intake/contract.ts";
import { alertArrives, alertNamed, eventually, mailTo, minute, pagesOf, setStage, signIn, type Stage } from "./stage.ts";

const mailsTo = ({ mail }: Stage, address: string) => mail.messages().filter(({ to }) => to.includes(address)).length;

describe("An alert that somebody snoozes", () => {
  it("pages nobody until then, also when it ends and fires again, and pages at the end if it still fires", async () => {
    const stage = await setStage();
    const ben = await signIn(stage, "ben", "responder");
    await alertArrives(stage);
    await mailTo(stage, "amara@acme.example", "HighLatency");
    const { id } = await alertNamed(stage, "HighLatency");
    expect(expectOk(await ben.post<AlertDetail>(`/api/v1/alerts/${id}/snooze`, { for: "1h" }))).toMatchObject({ ownerId: "ben", status: "acknowledged", why: { bold: "Snoozed until 23:47" } });
    await eventually(async () => (await pagesOf(stage, "amara")).some((page) => page.status === "withdrawn"), "the page is withdrawn");
    const before = mailsTo(stage, "amara@acme.example");
    await stage.clock.advance(20 * minute);
    await alertArrives(stage, {}, "resolved");
    await stage.clock.advance(minute);
    await alertArrives(stage);
    await stage.clock.advance(30 * minute);
    expect([mailsTo(stage, "amara@acme.example"), mailsTo(stage, "ben@acme.example")]).toEqual([before, 0]);
    await stage.clock.advance(10 * minute);
    await eventually(() => Promise.resolve(mailsTo(stage, "amara@acme.example") > before), "it pages again");
    expect(await alertNamed(stage, "HighLatency")).toMatchObject({ id, status: "firing", ownerId: null, snoozedUntil: null });
  });
});
