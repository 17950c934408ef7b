import { beforeEach, describe, expect, it } from "vitest";
import type { Tx } from "../../platform/database/database.ts";
import { Sender } from "../../platform/due-work/sender.ts";
import { newId } from "../../platform/ids/ids.ts";
import { openTestDatabase } from "../../platform/testing/test-database.ts";
import { addPerson } from "../../platform/testing/test-people.ts";
import { addSchedule } from "../../platform/testing/test-schedules.ts";
import type { Subject } from "../../values/subject.ts";
import { copyHandler, isToBeAnswered, openCopies, openPages, reactToPages, repairPages, withdrawPages, type Message, type Messenger, type Messengers, type Sending } from "./index.ts";

const minute = 60_000;
const now = Date.parse("2026-11-19T14:00:00Z");
let sent: (Message & { channel: string })[] = [];
let answers: Partial<Record<string, Sending>> = {};

function messenger(channel: Messenger["channel"]): Messenger {
  return {
    channel,
    async send(message) {
      sent.push({ ...message, channel });
      return answers[channel] ?? { isAccepted: true, providerId: message.messageKey };
    },
  };
}

const messengers: Messengers = { mail: messenger("mail"), sms: messenger("sms"), voice: messenger("voice"), ntfy: messenger("ntfy") };
const { database, clock } = await openTestDatabase({ listeners: { page: [reactToPages] }, messengers, links: { publicUrl: "http://127.0.0.1", secret: "a secret for tests" } });
const act = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => database.transaction(work);

for (const id of ["ben", "dana", "elif"]) await addPerson(database, id);
await addSchedule(database, "weeks", "UTC", [{ people: ["ben"], starts: "2026-11-16T09:00" }]);
await act((tx) => tx.run("insert into contact (person_id, id, channel, address, place, verified_at) values ('dana', 'cell', 'sms', '+491', 1, now()), ('dana', 'push', 'ntfy', 'https://ntfy.example/dana', 2, now())"));

beforeEach(async () => {
  [sent, answers] = [[], {}];
  await clock.set(now);
  await act(async (tx) => {
    await tx.run("truncate due_work, page_pace, page_carried, page_copy, schedule_shadow");
    await tx.run("insert into schedule_shadow values (gen_random_uuid(), 'weeks', 'dana', 'ben', $1, $2, '{}', $1)", ["2026-11-19T00:00Z", "2026-11-20T00:00Z"]);
  });
});

/** A group fires, and these are paged about it. */
async function page(title: string, people: readonly string[] = ["ben"]): Promise<Subject> {
  const id = newId();
  const subject: Subject = { kind: "group", id };
  await act(async (tx) => {
    await tx.run("insert into alert_group (id, key, urgency, title, status, opened_at, last_alert_at) values ($1::uuid, $1::text, 'high', $2, 'open', muster_now(), muster_now())", [id, title]);
    await tx.run(
      `insert into alert (id, fingerprint, source_id, key, occurrence, is_current, status, title, severity, labels, links, group_id, urgency, count, first_at, last_at, delivery_id, last_delivery_id)
       values ($1::uuid, $1, 'tool', 'key', 1, true, 'firing', $2, 'critical', '{}', '[]', $1, 'high', 1, muster_now(), muster_now(), $1, $1)`,
      [id, title],
    );
    const wishes = people.map((personId) => ({ subject, pass: 1, step: 0, personId, via: personId === "ben" ? "schedule/weeks" : `person/${personId}`, urgency: "high" as const }));
    await openPages(tx, wishes);
    await openCopies(tx, wishes);
  });
  return subject;
}

function fail(problem: string, error: unknown): void {
  throw new Error(problem, { cause: error });
}

/** Does what is due now of copies, one after the other. */
async function work(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) {
    const sender = new Sender(copyHandler, { database: () => database, node: newId(), log: fail, wake: () => undefined });
    await sender.claim();
    await sender.stop();
  }
}

const copies = () => act((tx) => tx.rows<{ person_id: string; status: string; channel: string | null }>("select person_id, status, channel from page_copy order by opened_at, id"));
const traceOf = async ({ id }: Subject) => (await act((tx) => tx.rows<{ code: string }>("select code from decision where group_id = $1 order by id", [id]))).map(({ code }) => code);

describe("Whoever stands beside a turn", () => {
  it("gets a copy that says so, leads to the alert, and cannot be answered", async () => {
    const subject = await page("Nobody can pay");
    await work();
    expect(sent).toMatchObject([{ channel: "ntfy", address: "https://ntfy.example/dana", subject: "Copy: Critical: Nobody can pay (Unassigned)", link: `http://127.0.0.1/alerts/${subject.id}`, recipientName: "Dana" }]);
    const [copy] = sent;
    expect(copy?.text).toContain("This is a copy: Ben is paged for it, being on call for Weeks, and you stand beside that turn to learn. Nobody waits for an answer from you");
    expect(copy && isToBeAnswered(copy)).toBe(false);
    expect(JSON.stringify(copy)).not.toMatch(/\/[pb]\/[0-9a-f]{20}|I have it|replyCode/);
    expect(await copies()).toEqual([{ person_id: "dana", status: "sent", channel: "ntfy" }]);
    expect(await traceOf(subject)).toContain("copy.sent");
  });

  it("is not paged by it: nothing of theirs can be answered, nor counts as reached", async () => {
    const subject = await page("Nobody can pay");
    await work();
    expect(await act((tx) => tx.rows("select person_id from page where subject_id = $1", [subject.id]))).toEqual([{ person_id: "ben" }]);
  });

  it("gets none where they are paged themselves, where somebody else is, and after the turn", async () => {
    await page("Both", ["ben", "dana"]);
    await page("Another", ["elif"]);
    await clock.set(now + 12 * 60 * minute);
    await page("Too late");
    expect(await copies()).toEqual([]);
  });

  it("gets many as few messages, at a pace of their own", async () => {
    await page("First");
    await work();
    for (let number = 1; number <= 29; number += 1) await page(`Trouble ${number}`);
    await work();
    expect(sent.map(({ subject }) => subject.split(":")[0])).toEqual(["Copy", "29 copies"]);
    expect(sent[1]?.text).toContain("and 9 more");
    await page("Late");
    await work();
    expect(sent).toHaveLength(2);
    await clock.advance(minute);
    await work();
    expect(sent).toHaveLength(3);
    expect(await copies()).toEqual(Array.from({ length: 31 }, () => ({ person_id: "dana", status: "sent", channel: "ntfy" })));
    expect(await act((tx) => tx.rows("select from page_pace where urgency <> 'copy'"))).toEqual([]);
  });
});

describe("A copy", () => {
  it("that is not taken is tried again by the next means, and never by a call or a text", async () => {
    answers = { ntfy: { isAccepted: false, error: "503" } };
    await act((tx) => tx.run("insert into contact (person_id, id, channel, address, place) values ('dana', 'desk', 'mail', 'dana@desk.example', 3)"));
    await page("Nobody can pay");
    await work();
    await clock.advance(minute);
    await work();
    expect(sent.map(({ channel }) => channel)).toEqual(["ntfy", "mail"]);
    await act((tx) => tx.run("delete from contact where id = 'desk'"));
  });

  it("that will never be taken is given up, and the trace says so", async () => {
    answers = { ntfy: { isAccepted: false, error: "The topic is gone.", isFinal: true } };
    const subject = await page("Nobody can pay");
    await work();
    expect(await copies()).toMatchObject([{ status: "failed" }]);
    expect(await traceOf(subject)).toContain("copy.given-up");
  });

  it("is not sent any more once nobody is looked for", async () => {
    const subject = await page("Nobody can pay");
    await act((tx) => withdrawPages(tx, [{ subject, reason: "ack.another-page", answeredBy: "ben", commandId: "taken" }]));
    await work();
    expect([sent, await copies()]).toMatchObject([[], [{ status: "withdrawn" }]]);
  });

  it("whose due work is lost is found again", async () => {
    await page("Nobody can pay");
    await act((tx) => tx.run("delete from due_work where kind = 'page.copy'"));
    await clock.advance(minute);
    expect((await act(repairPages)).map(({ kind }) => kind)).toContain("page.copy");
    await work();
    expect(await copies()).toMatchObject([{ status: "sent" }]);
  });
});
