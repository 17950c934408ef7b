import { createHash } from "node:crypto";
import { beginHandler, hearGroups, hearPages, reactToEscalations, stepHandler } from "../../server/features/escalation/index.ts";
import { answerPage, deliverHandlers, reactToPages, receiptHandler, type Message } from "../../server/features/paging/index.ts";
import { openDatabase, type Database, type Tx } from "../../server/platform/database/database.ts";
import { claimDue, readWaits } from "../../server/platform/due-work/due-work.queries.ts";
import type { SendHandler, SetHandler } from "../../server/platform/due-work/due-work.ts";
import { Sender } from "../../server/platform/due-work/sender.ts";
import { runSet } from "../../server/platform/due-work/set-runner.ts";
import { chanceOf, type Chance } from "./chance.ts";
import { end, fire, groupIdOf, writeGround } from "./ground.ts";
import { judge, type Taken } from "./judge.ts";
import { openNetwork, type Network } from "./network.ts";
import { beginning, second, week, writeScript, type Script } from "./script.ts";

/** What came of a seed's week. */
export interface WeekReport {
  seed: number;
  /** What was promised and did not hold, in words; none where all held. */
  breaches: readonly string[];
  /** The same for the same seed: what was sent when and how it stood at the end. */
  trace: string;
  sends: number;
  kills: number;
}

interface Event {
  at: number;
  act: (tx: Tx) => Promise<void>;
}

/** So often may work be looked for at one instant before it counts as stuck. */
const mostTurns = 400;

/** Runs the shipped rules, SQL and workers through seven days; only the clock, the network and the moments of death are of the seed. */
export async function runWeek(url: string, seed: number): Promise<WeekReport> {
  const script = writeScript(seed);
  const run = new Week(url, script);
  try {
    return await run.run();
  } finally {
    await run.close();
  }
}

class Week {
  private now = beginning;
  private turns = 0;
  private readonly chance: Chance;
  private readonly events: Event[] = [];
  private readonly answered = new Map<string, Taken>();
  private readonly network: Network;
  private readonly database: Database;
  private node = 0;

  constructor(url: string, private readonly script: Script) {
    this.chance = chanceOf(script.seed);
    this.network = openNetwork(script, () => this.now, (message, at) => this.react(message, at));
    this.database = openDatabase({
      url,
      connections: 2,
      context: {
        listeners: { group: [hearGroups], escalation: [reactToEscalations], page: [reactToPages, hearPages] },
        messengers: this.network.messengers,
        links: { publicUrl: "http://127.0.0.1", secret: "the secret of a simulation" },
      },
    });
    for (const group of script.groups) {
      this.events.push({ at: group.firesAt, act: (tx) => fire(tx, script, group) });
      const { endsAt } = group;
      if (endsAt !== null) this.events.push({ at: endsAt, act: (tx) => end(tx, script, group) });
    }
  }

  async run(): Promise<WeekReport> {
    await this.setClock(beginning);
    await this.act((tx) => writeGround(tx, this.script));
    const breaches: string[] = [];
    for (let next = await this.next(); next !== null && next < beginning + week && breaches.length === 0; next = await this.next()) {
      this.turns = next > this.now ? 0 : this.turns + 1;
      if (this.turns > mostTurns) breaches.push(`Work that is due stays undone at ${new Date(this.now).toISOString()}.`);
      await this.setClock(Math.max(this.now, next));
      await this.doEvents();
      await this.work();
    }
    await this.setClock(beginning + week);
    const judged = await this.act((tx) => judge(tx, this.script, { deliveries: this.network.deliveries, answered: this.answered }));
    const trace = createHash("sha256").update(judged.lines.join("\n")).digest("hex");
    return { seed: this.script.seed, breaches: [...breaches, ...judged.breaches], trace, sends: this.network.deliveries.length, kills: this.network.deliveries.filter(({ isKilled }) => isKilled).length };
  }

  close(): Promise<void> {
    return this.database.close();
  }

  private act<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.database.transaction(work);
  }

  private async setClock(at: number): Promise<void> {
    this.now = at;
    await this.act((tx) => tx.run("update simulated_clock set at = to_timestamp($1)", [at / 1_000]));
  }

  /** When something happens next: what the script holds, or what is due. */
  private async next(): Promise<number | null> {
    const scripted = Math.min(...this.events.map(({ at }) => at));
    const waits = await this.act((tx) => readWaits(tx, [...sets, ...sends].map(({ kind }) => kind)));
    const due = this.now + Math.max(0, Math.ceil(Math.min(...waits.values())));
    const next = Math.min(scripted, due);
    return next === Infinity ? null : next;
  }

  private async doEvents(): Promise<void> {
    const due = this.events.filter(({ at }) => at <= this.now);
    for (const event of due) {
      this.events.splice(this.events.indexOf(event), 1);
      await this.act(event.act);
    }
  }

  private async work(): Promise<void> {
    const due = new Set((await this.act((tx) => tx.rows<{ kind: string }>("select distinct kind from due_work where due_at <= muster_now()"))).map(({ kind }) => kind));
    for (const handler of sets.filter(({ kind }) => due.has(kind))) await runSet(this.database, this.mortal(handler), () => undefined);
    for (const handler of sends.filter(({ kind }) => due.has(kind))) {
      while (await this.sendOne(handler)) continue;
    }
  }

  /** A set whose process sometimes dies before its COMMIT. */
  private mortal(handler: SetHandler): SetHandler {
    return {
      ...handler,
      handle: async (tx, work) => {
        await handler.handle(tx, work);
        const name = `dies ${handler.kind} ${this.now} ${this.turns} ${work.length}`;
        if (work.length > 1 && this.chance.share(name) < 0.05) throw new Error("The process died before COMMIT.");
      },
    };
  }

  /** One at a time, so that a seed alone decides the order. */
  private async sendOne(handler: SendHandler): Promise<boolean> {
    this.node += 1;
    const work = await this.act((tx) => claimDue(tx, handler.kind, { node: `node ${this.node % 2}`, most: 1, isNewestFirst: handler.isNewestFirst ?? false }));
    if (work.length === 0) return false;
    const sender = new Sender(handler, { database: () => this.database, node: `node ${this.node % 2}`, log: () => undefined, wake: () => undefined, clock: () => this.now });
    const died = this.network.died();
    sender.take(work);
    await Promise.race([sender.stop(), died]);
    return true;
  }

  /** Somebody who got a message answers after a while, or never. */
  private react(message: Message, at: number): void {
    for (const key of [message.messageKey, ...(message.tellsOf ?? [])]) {
      const pageId = key.slice("page.".length);
      const share = this.chance.share(`answer ${key}`);
      if (share > 0.55 || this.events.some((event) => "pageId" in event && event.pageId === pageId)) continue;
      const answer = share < 0.4 ? ("have" as const) : ("cannot" as const);
      const later = this.chance.between(`answers ${key}`, 5, 600) * second;
      const event = { at: at + later, pageId, act: (tx: Tx) => this.answer(tx, pageId, answer) };
      this.events.push(event);
    }
  }

  private async answer(tx: Tx, pageId: string, answer: "have" | "cannot"): Promise<void> {
    const page = await tx.first<{ person_id: string; subject_id: string }>("select person_id, subject_id from page where id = $1", [pageId]);
    const group = page && this.script.groups.find((one) => groupIdOf(this.script, one) === page.subject_id);
    if (!page || !group || group.isIgnored) return;
    // Who has it keeps it: what follows from giving back is another matter.
    if (answer === "cannot" && this.answered.has(page.subject_id)) return;
    const outcome = await answerPage(tx, { pageId, answer, actor: { kind: "person", id: page.person_id }, commandId: `answer ${pageId}` });
    if (answer === "have" && !("code" in outcome) && !this.answered.has(page.subject_id)) this.answered.set(page.subject_id, { at: this.now, deliveries: this.network.deliveries.length });
  }
}

const sets: readonly SetHandler[] = [beginHandler, stepHandler, receiptHandler];
const sends = deliverHandlers as readonly SendHandler[];
