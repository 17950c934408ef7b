import { appendFileSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

// Runs inside the program that dies: every source of it may call what this file exports.

const folder = process.env["MUSTER_CRASH_FOLDER"] ?? ".";
let place = "";

/** Names the place that begins the next transaction; gives the name of the method that does. */
export function crashPlace(name: string): "transaction" {
  place = name;
  return "transaction";
}

/** The place that begins the transaction just now. */
export function crashTakePlace(): string {
  return place;
}

/** Notes what kinds of due work there are. */
export function crashDeclare(handlers: readonly { kind: string; mode: string; keep?: unknown }[]): void {
  writeFileSync(join(folder, "kinds.json"), JSON.stringify(handlers.map(({ kind, mode, keep }) => ({ kind, mode, keeps: keep !== undefined }))));
}

/** Notes that a point is passed; where the process is to die there, it is gone at once, as by kill -9, and at that point no more the next time. */
export function crashPass(point: string): void {
  appendFileSync(join(folder, "passed"), `${point}\n`);
  const path = join(folder, "armed.json");
  const armed = existsSync(path) ? (JSON.parse(readFileSync(path, "utf8")) as string[]) : [];
  if (!armed.includes(point)) return;
  writeFileSync(path, JSON.stringify(armed.filter((one) => one !== point)));
  appendFileSync(join(folder, "died"), `${point}\n`);
  process.kill(process.pid, "SIGKILL");
}
