import type { Logger } from "../server/platform/log/log.ts";
import type { Running } from "../server/start/serve.ts";
import { terminal } from "./outside.ts";

const stopSignals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** Calls it each time the process is asked to stop; from then on no such signal ends the process by itself. */
function onStopSignal(stop: () => void): void {
  // For good and not once: npm passes on the Ctrl-C that the terminal has sent to this process already.
  for (const signal of stopSignals) process.on(signal, stop);
}

/** The same as a value that is aborted. */
export function heedStopSignals(): AbortSignal {
  const stopping = new AbortController();
  onStopSignal(() => stopping.abort());
  return stopping.signal;
}

/** Runs something that serves until it is told to stop, be it while it still starts; a failure is one line on standard error and exit code 1. */
export function runUntilStopped(log: Logger, start: (onFatal: (error: Error) => void) => Promise<Running>): void {
  let isEnding = false;
  const end = (code: number) => {
    if (isEnding) return;
    isEnding = true;
    void stopAll().then(() => process.exit(code), (error: unknown) => {
      complainOf(error);
      process.exit(1);
    });
  };
  const fail = (error: unknown) => {
    if (!isEnding) complainOf(error);
    end(1);
  };
  onStopSignal(() => end(0));
  process.on("uncaughtException", fail);
  process.on("unhandledRejection", (error) => log.error({ err: error }, "Something failed that nobody waited for."));
  const starting = start(fail);
  starting.catch(fail);
  // What still starts is let finish, because only then is all of it known; what failed has cleared up after itself.
  const stopAll = () => starting.then((running) => running.stop(), () => undefined);
}

function complainOf(error: unknown): void {
  terminal.complain(error instanceof Error ? error.message : String(error));
}
