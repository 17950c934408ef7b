import { basename, join } from "node:path";
import { buildChanged, planter, type Sabotage, type SourceChange } from "../../fakes/saboteur.ts";
import type { DeclaredKind } from "./crash-folder.ts";

/** Around every COMMIT of a transaction that wrote something. */
const commits: readonly Sabotage[] = [
  { file: "database/database.ts", from: "work: (tx: Tx) => Promise<T>): Promise<T> {\n  for (", to: "work: (tx: Tx) => Promise<T>): Promise<T> {\n  const place = crashTakePlace();\n  for (" },
  { file: "database/database.ts", from: "return await transact(ground, work);", to: "return await transact(ground, work, place);" },
  { file: "database/database.ts", from: "async function transact<T>(ground: Ground, work: (tx: Tx) => Promise<T>)", to: "async function transact<T>(ground: Ground, work: (tx: Tx) => Promise<T>, place: string)" },
  {
    file: "database/database.ts",
    from: '    await Promise.all([...left, client.query("commit")]);\n',
    to: `    const asked = await client.query("select pg_current_xact_id_if_assigned() is not null as has_written").catch(() => null);
    const hasWritten = asked?.rows[0].has_written === true;
    if (hasWritten) crashPass(\`\${place}: before COMMIT\`);
    await Promise.all([...left, client.query("commit")]);
    if (hasWritten) crashPass(\`\${place}: after COMMIT\`);
`,
  },
];

const sends: readonly Sabotage[] = [
  {
    file: "due-work/sender.ts",
    from: "  const sent = await handler.send(prepared, AbortSignal.timeout(sendTimeoutMilliseconds));\n",
    to: `  crashPass(\`\${work.kind}: before the send\`);
  const sent = await handler.send(prepared, AbortSignal.timeout(sendTimeoutMilliseconds));
  crashPass(\`\${work.kind}: after the send\`);
`,
  },
];

const kinds: readonly Sabotage[] = [{ file: "due-work/worker.ts", from: "    const { database, handlers, log } = options;\n", to: "    const { database, handlers, log } = options;\n    crashDeclare(handlers);\n" }];

/** What the transactions of these functions are for is known only as they begin, by these words. */
const onBehalf: readonly { file: string; name: string; place: string }[] = [
  { file: "due-work/set-runner.ts", name: "runSet", place: "handler.kind" },
  { file: "due-work/set-runner.ts", name: "runAlone", place: "handler.kind" },
  { file: "due-work/sender.ts", name: "claim", place: "`${kind}, claimed`" },
  { file: "due-work/sender.ts", name: "prepareOnce", place: "`${handler.kind}, prepared`" },
  { file: "due-work/sender.ts", name: "noteOnce", place: "`${work.kind}, noted`" },
  { file: "due-work/sender.ts", name: "finishOnce", place: "`${work.kind}, finished`" },
  { file: "http/route.ts", name: "answerRoute", place: "`${definition.method} ${definition.url}`" },
];

/** Every source that begins transactions says where: by the words above, or by its own name and line. */
function placeNamer(): SourceChange {
  const used = new Set<object>();
  const change = (path: string, text: string) =>
    text.replaceAll(/\.transaction\(/g, (_call, at: number) => {
      const before = text.slice(0, at);
      const name = [...before.matchAll(/(?:async|function) (\w+)[(<]/g)].at(-1)?.[1];
      const known = onBehalf.find((one) => path.endsWith(one.file) && one.name === name);
      if (known) used.add(known);
      return `[crashPlace(${known?.place ?? JSON.stringify(`${basename(path)}:${before.split("\n").length}`)})](`;
    });
  const complaint = () => {
    const missed = onBehalf.find((one) => !used.has(one));
    return missed ? `${missed.name} in ${missed.file} begins no transaction any more.` : null;
  };
  return Object.assign(change, { complaint });
}

/** Builds the product so that it notes every point that it passes around a COMMIT or a send, and dies at those that are armed; with further faults where they are given. Gives its script. */
export function buildMortal(name: string, faults: readonly Sabotage[] = []): Promise<string> {
  const plant = planter(name, [...faults, ...commits, ...sends, ...kinds]);
  const namePlaces = placeNamer();
  const change = Object.assign((path: string, text: string) => namePlaces(path, plant(path, text)), { complaint: () => plant.complaint?.() ?? namePlaces.complaint?.() ?? null });
  return buildChanged(name, change, { inject: [join(import.meta.dirname, "passing.ts")] });
}

/** The points of a kind of due work, by how it is done; a claim is one only where the work is not born claimed. */
export function pointsOfKind({ kind, mode, keeps }: DeclaredKind): string[] {
  const around = (place: string) => [`${place}: before COMMIT`, `${place}: after COMMIT`];
  return mode === "set" ? around(kind) : [...around(`${kind}, prepared`), `${kind}: before the send`, `${kind}: after the send`, ...(keeps ? around(`${kind}, noted`) : []), ...around(`${kind}, finished`)];
}
