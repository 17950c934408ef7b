import type { Logger } from "../server/platform/log/log.ts";
import type { Running } from "../server/start/serve.ts";

/** Runs something that serves until it is told to stop; a failure is one line on standard error and exit code 1. */
export async function runUntilStopped(log: Logger, start: (onFatal: (error: Error) => void) => Promise<Running>): Promise<void> {
  const fail = (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  };
  process.on("unhandledRejection", (error) => log.error({ err: error }, "Something failed that nobody waited for."));
  try {
    const running = await start(fail);
    const stop = () => void running.stop().then(() => process.exit(0), fail);
    process.once("SIGINT", stop);
    process.once("SIGTERM", stop);
  } catch (error) {
    fail(error);
  }
}
