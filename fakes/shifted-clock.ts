import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { temporaryFolder } from "./processes/temporary-folder.ts";
import type { Product } from "./product.ts";

/** The clock of one process, which can be wrong while every other is right. */
export interface ShiftedClock {
  /** Added to the environment of the process. */
  readonly env: Readonly<Record<string, string>>;
  /** From now on the process reads a time that is so far from the true one; negative: behind it. */
  shift(product: Product, milliseconds: number): void;
}

/** Gives a process a clock of its own: it begins this far from the true time. */
export function makeShiftedClock(milliseconds = 0): ShiftedClock {
  const path = join(temporaryFolder("clock"), "shift");
  writeFileSync(path, String(milliseconds));
  return {
    env: { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(programOf(path))}` },
    shift: ({ pid }, wanted) => {
      writeFileSync(path, String(wanted));
      process.kill(pid, "SIGUSR2");
    },
  };
}

/** What the process runs before anything else of its own. */
function programOf(path: string): string {
  return `
    import { readFileSync } from "node:fs";
    const read = () => Number(readFileSync(${JSON.stringify(path)}, "utf8"));
    let shift = read();
    process.on("SIGUSR2", () => { shift = read(); });
    const True = Date;
    const now = () => True.now() + shift;
    const Shifted = new Proxy(True, {
      get: (target, key) => key === "now" ? now : Reflect.get(target, key),
      construct: (target, values, made) => Reflect.construct(target, values.length === 0 ? [now()] : values, made === Shifted ? target : made),
    });
    globalThis.Date = Shifted;`;
}
