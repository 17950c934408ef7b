import { describe, expect, it, onTestFinished } from "vitest";
import { client, expectOk } from "../../../fakes/client.ts";
import { startProduct } from "../../../fakes/product.ts";
import { makeTestDatabase } from "../../platform/testing/test-database.ts";
import { applyExample } from "./example.ts";
import { openMailbox, subjectOf } from "./mailbox.ts";
import { tellStory } from "./story.ts";

interface Room {
  groups: { title: string }[];
}

interface Learned {
  sections: { savedBy: { name: string } | null }[];
}

interface Line {
  bold: string;
  rest: string;
  text: string | null;
}

/** The story as a viewer gets it, without its pauses. */
async function hearStory() {
  const { url: databaseUrl } = await makeTestDatabase();
  const mails: string[] = [];
  const said: string[] = [];
  const mailbox = await openMailbox((mail) => mails.push(`${mail.to}: ${subjectOf(mail)}`));
  onTestFinished(() => mailbox.close());
  const product = await startProduct({ databaseUrl, smtpUrl: mailbox.url });
  onTestFinished(async () => void (await product.stop()));
  await applyExample(product.url, product.token);
  const teller = { say: (words: string) => void said.push(words), pause: () => Promise.resolve() };
  await tellStory({ ...product, mailbox }, teller, { password: "a password for the demo", executiveRole: "administrator" });
  return { api: client(product.url, product.token), said, mails };
}

describe("The demo", () => {
  it("shows an incident whole, from the first alert to the approved retrospective", async () => {
    const { api, said, mails } = await hearStory();
    expect(said.filter((words) => words.includes("✗"))).toEqual([]);
    const incident = expectOk(await api.get<Room>("/api/v1/incidents/INC-1"));
    expect(incident).toMatchObject({ status: "closed", severity: { name: "Sev 1" }, priority: { name: "P1" }, commander: { isProvisional: false }, impact: { usersAffected: 0.62 }, reports: 1 });
    expect(incident.groups.map(({ title }) => title)).toHaveLength(3);
    const retrospective = expectOk(await api.get<Learned>("/api/v1/retrospectives/INC-1"));
    expect(retrospective).toMatchObject({ status: "approved", missing: [], followUpsTotal: 2 });
    expect(new Set(retrospective.sections.flatMap(({ savedBy }) => savedBy?.name ?? [])).size).toBe(2);

    const { items } = expectOk(await api.get<{ items: Line[] }>("/api/v1/incidents/INC-1/timeline?limit=500&order=oldest"));
    const timeline = items.map(({ bold, rest, text }) => [bold, rest, text].filter(Boolean).join(" ")).join("\n");
    for (const words of ["has it", "62", "is Technical lead", "is Communications lead", "Ruled out", "Roll Checkout back", "Picture", "Update to Executives", "Hand-over accepted", "Task done", "Production changed", "All alerts have ended", "Last update"]) {
      expect(timeline).toContain(words);
    }
    expect(timeline).not.toContain("outside the roles");
    for (const to of ["hana@acme.example: INC-1 Sev 1", "support@acme.example: INC-1 Sev 1"]) expect(mails.join("\n")).toContain(to);
    const { items: others } = expectOk(await api.get<{ items: { ref: string }[] }>("/api/v1/incidents"));
    expect(others.map(({ ref }) => ref)).toEqual(["INC-1"]);
  }, 240_000);
});
