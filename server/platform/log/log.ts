import { pino, type Logger } from "pino";

export type { Logger } from "pino";

/** One JSON object per line on standard output. */
export function createLog(level: string = "info"): Logger {
  return pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime, redact: ["req.headers.authorization", "req.headers.cookie"] });
}
