import { setTimeout as pause } from "node:timers/promises";
import type { Child } from "./child.ts";

const BETWEEN_QUESTIONS_MS = 50;

/** Waits until the address answers 200; fails at once, with the last words of the program, if the program ends. */
export async function untilReady(address: string, child: Child, timeoutMs: number): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  while (!(await answersWell(address))) {
    if (!child.isAlive()) throw new Error(`${child.name} ended before it was ready.\n${lastWords(child)}`);
    if (Date.now() > deadline) throw new Error(`${child.name} was not ready within ${String(timeoutMs)} ms.\n${lastWords(child)}`);
    await pause(BETWEEN_QUESTIONS_MS);
  }
}

async function answersWell(address: string): Promise<boolean> {
  try {
    const answer = await fetch(address, { signal: AbortSignal.timeout(2_000) });
    await answer.arrayBuffer();
    return answer.status === 200;
  } catch {
    return false;
  }
}

function lastWords(child: Child): string {
  return child.lines.items.slice(-30).join("\n");
}
