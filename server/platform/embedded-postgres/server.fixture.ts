import { spawn, type ChildProcess } from "node:child_process";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";
import pg from "pg";
import { startEmbeddedPostgres, type EmbeddedPostgres } from "./index.ts";

export const isRoot = process.getuid?.() === 0;

/** A directory of its own below the temporary one, which everybody may enter. */
export async function makePlace(): Promise<{ path: string; remove: () => Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), "embedded-postgres-"));
  await chmod(path, 0o755);
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
}

/** Starts a server in this process; a fatal end fails the test that runs. */
export function startHere(dataDirectory: string, log: (line: string) => void = () => undefined): Promise<EmbeddedPostgres> {
  return startEmbeddedPostgres({
    dataDirectory,
    log,
    onFatal(error) {
      throw error;
    },
  });
}

/** Asks one question over a connection of its own. */
export async function ask(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  client.on("error", () => undefined);
  await client.connect();
  try {
    return (await client.query(sql)).rows as Record<string, unknown>[];
  } finally {
    await client.end();
  }
}

export interface OtherProcess {
  child: ChildProcess;
  /** The server's address and process, or why it did not start. */
  answer: Promise<{ url: string; pid: number } | { failure: string }>;
  ended: Promise<void>;
}

const tsx = pathToFileURL(createRequire(import.meta.url).resolve("tsx")).href;

const program = `
  const { startEmbeddedPostgres } = await import(process.argv[1]);
  const options = { dataDirectory: process.argv[2], log: () => undefined, onFatal: () => process.exit(1) };
  const answer = await startEmbeddedPostgres(options).then((server) => ({ url: server.url, pid: server.pid() }), (error) => ({ failure: error.code + ": " + error.message }));
  process.stdout.write(JSON.stringify(answer) + "\\n");
`;

/** Starts a server under another process, which can be killed. The words before its program may change where and as whom it runs. */
export function startInOtherProcess(dataDirectory: string, options: { before?: string[]; uid?: number } = {}): OtherProcess {
  const entry = new URL("./index.ts", import.meta.url).href;
  const command = [...(options.before ?? []), process.execPath, "--import", tsx, "--input-type=module", "-e", program, entry, dataDirectory];
  const identity = options.uid === undefined ? {} : { uid: options.uid, gid: options.uid };
  const child = spawn(command[0] ?? "", command.slice(1), { ...identity, stdio: ["ignore", "pipe", "inherit"] });
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const answer = new Promise<{ url: string; pid: number } | { failure: string }>((resolve) => {
    createInterface({ input: child.stdout }).once("line", (line) => resolve(JSON.parse(line) as { url: string; pid: number }));
    void ended.then(() => resolve({ failure: "It said nothing." }));
  });
  return { child, answer, ended };
}
