import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { isSameSecret, newId } from "../platform/ids/ids.ts";
import type { Running } from "./serve.ts";
import { askedPage, type SyntheticPageWish } from "./watchdog.contract.ts";
import { beginToWatch, judge, noteOut, wordTelling, type Seen, type Watch } from "./watchdog.rules.ts";
import type { WatchdogSettings } from "./watchdog.settings.ts";
import { Teller } from "./watchdog-teller.ts";
import { proofOf } from "./watchdog-proof.ts";

export interface WatchdogOutside {
  settings: WatchdogSettings;
  say: (line: string) => void;
  complain: (line: string) => void;
}

/** How many looks there are in a rhythm. */
const looks = 20;

/**
 * Watches a Muster from outside: asks it time and again for a page that is for nobody, and waits for that to come out. Where none does, people are told by ways
 * that Muster has no part in.
 */
export async function watchOver({ settings, say, complain }: WatchdogOutside): Promise<Running> {
  const watchdog = new Watchdog(settings, new Teller(settings, complain), complain);
  const server = createServer((request, answer) => answerPage(watchdog, request, answer));
  await listen(server, settings);
  say(`The watchdog watches ${settings.url}; pages are to come out at ${callbackOf(settings)}.`);
  watchdog.start();
  return {
    address: callbackOf(settings),
    async stop() {
      watchdog.stop();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function callbackOf({ listen: { host, port } }: WatchdogSettings): string {
  return `http://${host.includes(":") ? `[${host}]` : host}:${port}`;
}

async function listen(server: Server, { listen: address }: WatchdogSettings): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error) => reject(new Error(`Pages cannot come out at ${address.host}:${address.port}: ${error.message}. Choose another MUSTER_WATCHDOG_LISTEN.`)));
    server.listen(address.port, address.host, resolve);
  });
}

function answerPage(watchdog: Watchdog, request: IncomingMessage, answer: ServerResponse): void {
  request.resume();
  const [, id] = /^\/pages\/([\w-]{1,64})$/.exec(request.url ?? "") ?? [];
  const proof = /^Bearer (.+)$/.exec(request.headers.authorization ?? "")?.[1] ?? "";
  const isOurs = request.method === "POST" && id !== undefined;
  answer.statusCode = !isOurs ? 404 : watchdog.noteOut(id, proof) ? 204 : 401;
  answer.end();
}

class Watchdog {
  private watch: Watch;
  private seen: Seen = { refusal: null, remark: null };
  private readonly asked = new Map<string, number>();
  private nextAskAt = 0;
  private timer: NodeJS.Timeout | undefined;
  private outage = newId();

  constructor(
    private readonly settings: WatchdogSettings,
    private readonly teller: Teller,
    private readonly complain: (line: string) => void,
  ) {
    this.watch = beginToWatch(settings.everyMilliseconds, performance.now());
  }

  start(): void {
    this.timer = setInterval(() => this.look(), this.settings.everyMilliseconds / looks);
  }

  stop(): void {
    clearInterval(this.timer);
    this.teller.stop();
  }

  /** A page came out; false where it was not Muster who brought it. */
  noteOut(id: string, proof: string): boolean {
    if (!isSameSecret(proof, proofOf(this.settings.token, id))) return false;
    const askedAt = this.asked.get(id);
    if (askedAt !== undefined) this.watch = noteOut(this.watch, askedAt);
    return true;
  }

  private look(): void {
    const now = performance.now();
    const { watch, telling } = judge(this.watch, now);
    this.watch = watch;
    if (telling) {
      if (telling.kind === "down") this.outage = newId();
      const since = `${new Date(Date.now() - telling.forMilliseconds).toISOString().slice(0, 19).replace("T", " ")} UTC`;
      const words = wordTelling(telling, this.seen, { url: this.settings.url, since });
      this.complain(words.subject);
      this.teller.tell(words, this.outage, telling.kind !== "well");
    }
    if (now >= this.nextAskAt) void this.ask(now);
  }

  /** Asked again soon where Muster did not take it: a restart is over in seconds. */
  private async ask(now: number): Promise<void> {
    const { everyMilliseconds } = this.settings;
    this.nextAskAt = now + everyMilliseconds;
    this.forgetOld(now);
    const id = newId();
    this.asked.set(id, now);
    const refusal = await this.send({ id, callback: callbackOf(this.settings), everyMilliseconds }).catch((error: unknown) => wordAway(error));
    this.seen = { ...this.seen, refusal };
    if (refusal !== null) this.nextAskAt = Math.min(this.nextAskAt, performance.now() + everyMilliseconds / 4);
  }

  /** Gives why it was not taken; null where it was. */
  private async send(wish: SyntheticPageWish): Promise<string | null> {
    const { url, token, everyMilliseconds } = this.settings;
    const answer = await fetch(`${url}/api/v1/watchdog/pages`, {
      ...{ method: "POST", body: JSON.stringify(wish), redirect: "error", signal: AbortSignal.timeout(everyMilliseconds / 2) },
      headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
    });
    const body = (await answer.json().catch(() => null)) as { detail?: unknown } | null;
    const taken = askedPage.safeParse(body);
    if (answer.status === 202 && taken.success) {
      this.seen = { ...this.seen, remark: taken.data.remark };
      return null;
    }
    return `Muster answers ${answer.status}${typeof body?.detail === "string" ? `: ${body.detail.slice(0, 500)}` : "."}`;
  }

  private forgetOld(now: number): void {
    for (const [id, askedAt] of this.asked) if (now - askedAt > looks * this.settings.everyMilliseconds) this.asked.delete(id);
  }
}

function wordAway(error: unknown): string {
  const { name, message, cause } = error as Error & { cause?: { code?: string } };
  return name === "TimeoutError" ? "Muster does not answer in time." : `Muster cannot be reached: ${cause?.code ?? message}.`;
}
