import { beforeEach, describe, expect, it } from "vitest";
import { openTestDatabase } from "../../platform/testing/test-database.ts";
import { addPerson } from "../../platform/testing/test-people.ts";
import { letterHandlers } from "./letter.work.ts";
import { writeLetter } from "./letter.rules.ts";
import type { Message } from "./messenger.connector.ts";

const sent: Message[] = [];
const mail = {
  channel: "mail" as const,
  send: (message: Message) => {
    sent.push(message);
    return Promise.resolve({ isAccepted: true as const, providerId: "1" });
  },
};
const { database, clock } = await openTestDatabase({ messengers: { mail }, links: { publicUrl: "https://muster.acme.example", secret: "s" } });
await addPerson(database, "amara");
const silenceId = "0199a1f0-0000-7000-8000-000000000001";

/** Does one row as the worker does. */
async function carryOut(kind: string, payload: object): Promise<number | null> {
  const handler = letterHandlers.find((one) => one.kind === kind);
  const work = { id: 1, kind, key: `${kind}/1`, payload, dueAt: 0, attempts: 0, epoch: 1 };
  const prepared = await database.transaction((tx) => handler?.prepare(tx, work) ?? Promise.resolve(null));
  if (prepared === null || !handler) return null;
  const outcome = await handler.send(prepared, AbortSignal.timeout(1_000));
  return database.transaction((tx) => handler.finish(tx, work, prepared, outcome));
}

beforeEach(async () => {
  sent.length = 0;
  await clock.set(Date.parse("2026-11-19T13:47:00Z"));
  await database.transaction(async (tx) => {
    await tx.run("delete from silence");
    await tx.run(
      `insert into silence (id, kind, matchers, reason, owner_id, made_by, made_at, starts_at, ends_at, held)
       values ($1, 'silence', '[]', 'Patch night', 'amara', '{"kind":"muster"}', muster_now(), muster_now() - interval '1 hour', '2026-11-19T14:00:00Z', 2)`,
      [silenceId],
    );
  });
});

describe("A letter", () => {
  it.each([
    ["letter.mail", { letter: "silence-ends", silenceId }],
    ["silence.remind", { silenceId }],
  ])("that lies in the database as %s is written", async (kind, payload) => {
    await carryOut(kind, payload);
    expect(sent).toMatchObject([{ address: "amara@acme.example", subject: "Ends at 15:00: Patch night", link: "https://muster.acme.example/alerts/silences", messageKey: `silence.${silenceId}.${Date.parse("2026-11-19T14:00:00Z")}` }]);
    expect(sent[0]?.text).toContain("It held back 2 alerts.");
  });

  it("is not sent where what it would say is true no more", async () => {
    await database.transaction((tx) => tx.run("update silence set ended_at = muster_now()"));
    await carryOut("letter.mail", { letter: "silence-ends", silenceId });
    for (const kind of ["alert.review.mail", "letter.mail"]) await carryOut(kind, { letter: "rule-review", sourceId: "prometheus", rule: "HighLatency", personId: "amara", reviewAt: 1 });
    await carryOut("letter.mail", { letter: "shift-reminder", scheduleId: "gone", personId: "amara", from: Date.parse("2026-11-20T09:00:00Z"), minutesBefore: 1_440 });
    await carryOut("letter.mail", { letter: "hand-over-note", scheduleId: "gone", personId: "amara", noteId: silenceId });
    expect(sent).toEqual([]);
  });

  it("that nobody here writes is a fault, so that it is kept and looked at", async () => {
    await expect(carryOut("letter.mail", { letter: "love" })).rejects.toThrow("love");
  });

  it("says the same in text and in HTML, in which no text becomes markup", () => {
    const written = writeLetter({ subject: "One\nline", paragraphs: ["First\nand <b>second</b>"], link: { path: "/on-call/me?schedule=a&ready=b", words: "Open" }, because: "You lead." }, "https://muster.acme.example");
    expect(written.subject).toBe("One line");
    expect(written.text).toBe("First\nand <b>second</b>\n\nhttps://muster.acme.example/on-call/me?schedule=a&ready=b\n\nYou lead.\n");
    expect(written.html).toContain('<p>First<br>and &lt;b&gt;second&lt;/b&gt;</p><p><a href="https://muster.acme.example/on-call/me?schedule=a&amp;ready=b">Open</a></p><p>You lead.</p>');
  });
});
