import { client, type Client } from "../../fakes/client.ts";
import { signIn } from "../../scenarios/stage.ts";
import { byMail, type Act } from "./act.ts";
import type { DeclaredKind } from "./crash-folder.ts";
import { keysTaken } from "./providers.ts";
import { patient } from "./patient-client.ts";
import { openTheatre, type Theatre } from "./theatre.ts";

export interface Verdict {
  /** Alerts that were accepted and are not stored. */
  lost: string[];
  /** Pages that were due and that no provider took. */
  skipped: string[];
  /** Pages that went out more often than their sends were in flight when the product died. */
  doubled: string[];
  /** What the reconciler had to find again: due work that was not written with what caused it. */
  mended: string[];
  /** What was to happen and did not. */
  unmet: string | null;
}

export interface Telling {
  /** The points that the product passed, from the beginning of the act to its end. */
  passed: string[];
  /** Those at which it died. */
  died: string[];
  kinds: DeclaredKind[];
  pages: number;
  /** Sends beyond the first, of pages whose send was in flight when the product died. */
  repeated: number;
  verdict: Verdict;
}

export const blameless: Verdict = { lost: [], skipped: [], doubled: [], mended: [], unmet: null };

/** Plays one act in which the product dies at these points, and holds journals and rows against what was promised; the product is not asked. */
export async function tell(script: string, act: Act, points: readonly string[]): Promise<Telling> {
  const theatre = await openTheatre(script, act.configuration ?? (() => byMail));
  try {
    const as = await signAllIn(theatre, act);
    theatre.folder.arm(points);
    const unmet = await act.play(theatre, as).then(() => theatre.api.get("/readyz")).then(() => theatre.settled()).then(() => null, (error: unknown) => String(error));
    const taken = keysTaken(theatre);
    const repeated = [...taken].reduce((sum, [key, count]) => sum + Math.min(count - 1, theatre.inFlight.get(key) ?? 0), 0);
    return { passed: theatre.folder.passed(), died: theatre.folder.died(), kinds: theatre.folder.kinds(), pages: taken.size, repeated, verdict: { ...(await judge(theatre, taken)), unmet } };
  } finally {
    await theatre.close();
  }
}

async function signAllIn(theatre: Theatre, { people = {} }: Act): Promise<(personId: string) => Client> {
  const signedIn = new Map<string, Client>();
  for (const [id, role] of Object.entries(people)) signedIn.set(id, patient(await signIn(theatre, id, role)));
  return (id) => signedIn.get(id) ?? patient(client(theatre.product.url));
}

async function judge({ rows, accepted, inFlight }: Theatre, taken: ReadonlyMap<string, number>): Promise<Omit<Verdict, "unmet">> {
  const stored = new Set((await rows<{ name: string }>("select labels->>'alertname' as name from alert")).map(({ name }) => name));
  const due = await rows<{ key: string }>("select 'page.' || id as key from page where status not in ('held-back', 'withdrawn') and due_at <= muster_now()");
  const mended = await rows<{ sentence: string }>("select data->'details'->>'sentence' as sentence from event_log where stream_id like 'audit/due-work/%' and data->>'action' = 'found again'");
  return {
    lost: [...accepted].filter((name) => !stored.has(name)),
    skipped: due.map(({ key }) => key).filter((key) => !taken.has(key)),
    doubled: [...taken].flatMap(([key, count]) => (count - 1 > (inFlight.get(key) ?? 0) ? [key] : [])),
    mended: mended.map(({ sentence }) => sentence),
  };
}
