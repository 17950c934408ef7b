import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { temporaryFolder } from "../../fakes/processes/temporary-folder.ts";

/** A kind of due work, how it is done, and whether what a send was answered is noted before it is finished. */
export interface DeclaredKind {
  kind: string;
  mode: string;
  keeps: boolean;
}

/** Where a mortal program notes what it passes, and reads at what it is to die. */
export interface CrashFolder {
  path: string;
  /** From now on the program dies at these points, at each once. */
  arm(points: readonly string[]): void;
  /** The points that were passed since it was armed. */
  passed(): string[];
  /** Those at which it died. */
  died(): string[];
  /** The kinds of due work that the program does. */
  kinds(): DeclaredKind[];
}

export function openCrashFolder(): CrashFolder {
  const path = temporaryFolder("crash-points");
  const place = (name: string) => join(path, name);
  const read = (name: string) => (existsSync(place(name)) ? readFileSync(place(name), "utf8") : "");
  const linesOf = (name: string) => read(name).split("\n").filter(Boolean);
  return {
    path,
    arm(points) {
      rmSync(place("passed"), { force: true });
      writeFileSync(place("armed.json"), JSON.stringify(points));
    },
    passed: () => [...new Set(linesOf("passed"))],
    died: () => linesOf("died"),
    kinds: () => JSON.parse(read("kinds.json")) as DeclaredKind[],
  };
}
