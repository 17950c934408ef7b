import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { zoneNamed } from "../../platform/zones/zones.ts";
import { becauseOf, writeIncidentNotice } from "./notice-message.rules.ts";
import { writeUpdate, type IncidentWords, type UpdateStory } from "./update-message.rules.ts";

const incident: IncidentWords = { ref: "INC-12", title: "Checkout times out", className: "Sev 1 · P2", isDrill: false, commanderName: "Grete Lund", services: ["Checkout"] };
const story = (more: Partial<UpdateStory> = {}): UpdateStory => ({
  ...{ incident, style: "executive", conditions: "Nobody can pay.", actions: "We roll the release back.\nWe watch it.", needs: "A decision", isClosing: false },
  nextAt: Date.parse("2026-11-19T14:19:00Z"),
  sentAt: Date.parse("2026-11-19T13:47:00Z"),
  zone: zoneNamed("Europe/Oslo"),
  because: "You get this because you belong to Executives.",
  link: "http://127.0.0.1:4600/incidents/INC-12",
  ...more,
});

describe("the mail of an update", () => {
  it("says what incident, conditions, actions and needs, and when the next comes by the reader's clock", () => {
    const { subject, text, html } = writeUpdate(story());
    expect(subject).toBe("INC-12 Sev 1 · P2: Checkout times out");
    expect(text).toBe(
      [
        "INC-12 Checkout times out\nSev 1 · P2",
        "Grete Lund commands.",
        "Services: Checkout.",
        "As of 14:47 (UTC+1):",
        "Conditions\nNobody can pay.",
        "Actions\nWe roll the release back.\nWe watch it.",
        "Needs\nA decision",
        "Next update by 15:19 (UTC+1).",
        "http://127.0.0.1:4600/incidents/INC-12",
        "You get this because you belong to Executives.\n",
      ].join("\n\n"),
    );
    for (const words of ["INC-12", "Sev 1 · P2", "Checkout times out", "Nobody can pay.", "We roll the release back.<br>We watch it.", "A decision", "Next update by 15:19 (UTC+1)."]) expect(html).toContain(words);
    expect(html).toContain("prefers-color-scheme:dark");
  });

  it("tells each reader the time of their own clock", () => {
    expect(writeUpdate(story({ zone: zoneNamed("Asia/Kolkata") })).text).toContain("Next update by 19:49 (UTC+5:30).");
    expect(writeUpdate(story({ zone: zoneNamed("Pacific/Auckland") })).text).toContain("Next update by 03:19 (UTC+13).");
  });

  it("says that it is the last one, or that the next comes with news", () => {
    const last = writeUpdate(story({ isClosing: true, nextAt: null, needs: null }));
    expect(last.subject).toBe("INC-12 Sev 1 · P2: Last update: Checkout times out");
    expect(last.text).toContain("This is the last update on INC-12.");
    expect(last.text).not.toContain("Needs");
    expect(writeUpdate(story({ nextAt: null })).text).toContain("The next update comes when something changes.");
  });

  it("names nobody inside and leads nowhere inside for people outside", () => {
    const { text, html } = writeUpdate(story({ style: "external" }));
    for (const words of ["Grete", "Services", "/incidents/"]) expect(text + html).not.toContain(words);
  });

  it("says of a drill that it is one", () => {
    const { subject, text, html } = writeUpdate(story({ incident: { ...incident, isDrill: true } }));
    expect(subject).toMatch(/^Drill: INC-12/);
    expect(text).toMatch(/^Drill: INC-12/);
    expect(html).toContain("Drill &nbsp;INC-12");
  });

  it("shows hostile text as text: no markup, no control signs, no line of its own in the subject, no word turned around there", () => {
    const hostile = '<script>alert(1)</script>\r\nBcc: all@acme.example\u0007\u001b[31m "&\u202egnp.exe';
    const { subject, text, html } = writeUpdate(story({ conditions: hostile, actions: hostile, needs: hostile, incident: { ...incident, title: hostile, commanderName: hostile, services: [hostile], className: "<b>Sev</b>" } }));
    expect(subject).not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u);
    expect(text).not.toMatch(/[^\P{Cc}\n]/u);
    expect(html).not.toMatch(/<script|<b>|[^\P{Cc}\n]/u);
    expect(html).toContain("&lt;script&gt;alert(1)&lt;/script&gt;<br>Bcc: all@acme.example");
    expect(text + html).not.toContain("\u202e");
    expect(html).toContain('dir="auto"');
  });

  it("keeps its markup whatever is written", () => {
    const shape = (html: string) => html.replace(/<br>/g, "").match(/<[^>]+>/g)?.join("");
    const plain = shape(writeUpdate(story()).html);
    fc.assert(
      fc.property(fc.string({ unit: "binary", minLength: 1 }), fc.string({ minLength: 1 }), (conditions, title) => {
        const { html, subject } = writeUpdate(story({ conditions, incident: { ...incident, title } }));
        expect(shape(html)).toBe(plain);
        expect(subject.length).toBeLessThanOrEqual(180);
      }),
    );
  });
});

describe("the message to whoever is notified", () => {
  it("says what it is, who commands, and why one is told", () => {
    const { subject, text, html } = writeIncidentNotice({ incident, because: "You are told because you manage the team Payments.", link: "http://127.0.0.1:4600/incidents/INC-12" });
    expect(subject).toBe("INC-12 Sev 1 · P2: Checkout times out");
    expect(text).toBe("INC-12 Checkout times out\nSev 1 · P2\n\nGrete Lund commands.\nServices: Checkout.\n\nYou are told because you manage the team Payments.\n\nhttp://127.0.0.1:4600/incidents/INC-12\n");
    expect(html).toContain("You are told because you manage the team Payments.");
  });

  it("gives the reason from the word of the process", () => {
    const names = { teams: ["Web", "Payments"], target: "Web", severity: "Sev 2" };
    expect(["team-manager", "service-team", "team/web", "audience/executives", "schedule/commanders", "role/technical-lead", "person/grete"].map((who) => becauseOf(who, names))).toEqual([
      "You are told because you manage the team Web and the team Payments.",
      "You are told because you belong to the team Web.",
      "You are told because you belong to the team Web.",
      "You are told because you belong to Web.",
      "You are told because you are on call for Web.",
      "You are told because of your role: Web.",
      "You are told because the process names you for Sev 2.",
    ]);
  });
});
