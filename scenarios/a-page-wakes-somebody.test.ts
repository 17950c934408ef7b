import { describe, expect, it } from "vitest";
import { expectOk } from "../fakes/client.ts";
import { alertArrives, alertNamed, eventually, mailTo, minute, pagesOf, phoneLinkOf, press, setStage } from "./stage.ts";

const codesOf = (alert: { trace: { code: string }[] }) => alert.trace.map((line) => line.code);

describe("An alert fires", () => {
  it("and the person on call gets one mail, in text and HTML, that says what is wrong and why it is them", async () => {
    const stage = await setStage();
    await alertArrives(stage);
    const mail = await mailTo(stage, "amara@acme.example");
    expect(mail.subject).toBe("High: HighLatency on storefront (Storefront)");
    for (const part of [mail.text, mail.html]) expect(part).toContain("You are paged because you are on call for Web primary.");
    expect(mail.text).toContain("Since 14:47");
    expect(mail.messageId).toMatch(/^<page\.[0-9a-f-]{36}@127\.0\.0\.1>$/);
  });

  it("nobody answers, and step by step the next are woken, in the same thread, to the administrators at the end", async () => {
    const stage = await setStage();
    await alertArrives(stage);
    const first = await mailTo(stage, "amara@acme.example");
    await stage.clock.advance(5 * minute);
    const second = await mailTo(stage, "ben@acme.example");
    await stage.clock.advance(5 * minute);
    const third = await mailTo(stage, "grete@acme.example");
    expect([second.references, third.references]).toEqual([first.references, first.references]);
    expect(new Set([first.messageId, second.messageId, third.messageId]).size).toBe(3);
    await stage.clock.advance(5 * minute);
    const again = await eventually(async () => (await pagesOf(stage, "amara")).find((page) => page.pass === 2 && page.status === "sent"), "a second pass");
    expect(again.step).toBe(0);
  });

  it("and opening every address of the mail twice changes nothing, while a button on it does", async () => {
    const stage = await setStage();
    await alertArrives(stage);
    const mail = await mailTo(stage, "amara@acme.example");
    for (const link of [...mail.links, ...mail.links]) await (await fetch(link)).text();
    const byMail = async () => (await pagesOf(stage, "amara")).find((page) => page.channel === "mail");
    expect(await byMail()).toMatchObject({ status: "sent", answer: null });
    const after = await press(phoneLinkOf(mail), "have");
    expect(after).toContain("You have it");
    expect(await byMail()).toMatchObject({ status: "answered", answer: "have" });
    await stage.clock.advance(30 * minute);
    await alertArrives(stage);
    expect(await pagesOf(stage, "ben")).toEqual([]);
    expect((await alertNamed(stage, "HighLatency")).status).toBe("acknowledged");
  });

  it("“I can't” goes on at once and says to whom", async () => {
    const stage = await setStage();
    await alertArrives(stage);
    const link = phoneLinkOf(await mailTo(stage, "amara@acme.example"));
    expect(await (await fetch(link)).text()).toContain("pages Ben Sato at once");
    expect(await press(link, "cannot")).toContain("Passed on to Ben Sato");
    const second = phoneLinkOf(await mailTo(stage, "ben@acme.example"));
    expect(await press(second, "have")).toContain("You have it");
    expect(await (await fetch(link)).text()).toContain("Ben Sato has it");
  });

  it("“I can't after all” resumes the search, and a link serves one page only", async () => {
    const stage = await setStage();
    await alertArrives(stage);
    const link = phoneLinkOf(await mailTo(stage, "amara@acme.example"));
    await press(link, "have");
    expect(await press(link, "cannot")).toContain("Passed on to Ben Sato");
    await mailTo(stage, "ben@acme.example");
    expect((await fetch(`${link.slice(0, -1)}${link.endsWith("A") ? "B" : "A"}`)).status).toBe(404);
  });

  it("its repeats fold into it, its kind join its group, and nobody is paged twice", async () => {
    const stage = await setStage();
    await alertArrives(stage, { region: "eu" });
    await mailTo(stage, "amara@acme.example");
    await alertArrives(stage, { region: "eu" });
    await alertArrives(stage, { region: "us" });
    const alert = await alertNamed(stage, "eu");
    expect([alert.signals, alert.groupSize]).toEqual([2, 2]);
    expect((await pagesOf(stage, "amara")).filter((page) => page.status === "sent")).toHaveLength(1);
  });

  it("it ends, and its pages are withdrawn; it fires again shortly after and the same occurrence goes on, later a new one", async () => {
    const stage = await setStage();
    await alertArrives(stage);
    const link = phoneLinkOf(await mailTo(stage, "amara@acme.example"));
    await alertArrives(stage, {}, "resolved");
    expect(await (await fetch(link)).text()).toContain("It ended by itself");
    await stage.clock.advance(10 * minute);
    await alertArrives(stage);
    const again = await eventually(async () => (await pagesOf(stage, "amara")).find((page) => page.pass === 2 && page.status === "sent"), "a page in the second pass");
    expect(again.step).toBe(0);
    await alertArrives(stage, {}, "resolved");
    await stage.clock.advance(16 * minute);
    await alertArrives(stage);
    const alert = await alertNamed(stage, "HighLatency");
    expect([alert.occurrence, codesOf(alert).includes("fold.new-occurrence")]).toEqual([2, true]);
  });

  it("ended by hand, it says by whose, and by a token of nobody's own that it is in hand", async () => {
    const stage = await setStage();
    await alertArrives(stage);
    const link = phoneLinkOf(await mailTo(stage, "amara@acme.example"));
    const { id } = await alertNamed(stage, "HighLatency");
    expectOk(await stage.api.post(`/api/v1/alerts/${id}/acknowledge`));
    expect((await alertNamed(stage, "HighLatency")).why?.bold).toBe("In hand");
    expectOk(await stage.api.post(`/api/v1/alerts/${id}/resolve`));
    expect(await (await fetch(link)).text()).toContain("It was ended by hand");
    expect((await alertNamed(stage, "HighLatency")).why?.bold).toBe("Paged Amara; somebody had it");
  });

  it("of low urgency waits half a minute for others of its kind, and then pages once for all", async () => {
    const stage = await setStage();
    await alertArrives(stage, { severity: "warning", region: "eu" });
    await stage.clock.advance(20_000);
    await alertArrives(stage, { severity: "warning", region: "us" });
    expect(await pagesOf(stage, "amara")).toEqual([]);
    await stage.clock.advance(10_000);
    const mail = await mailTo(stage, "amara@acme.example");
    expect(mail.text).toContain("2 alerts belong together");
  });

  it("taking it in the web UI stops the search for everybody", async () => {
    const stage = await setStage();
    await alertArrives(stage);
    await mailTo(stage, "amara@acme.example");
    const alert = await alertNamed(stage, "HighLatency");
    expectOk(await stage.api.post(`/api/v1/groups/${alert.groupId}/acknowledge`));
    expect((await pagesOf(stage, "amara")).find((page) => page.channel === "mail")).toMatchObject({ status: "withdrawn" });
    expect((await alertNamed(stage, "HighLatency")).status).toBe("acknowledged");
  });
});
