import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import type { Answer, Client, RequestOptions } from "../../fakes/client.ts";

/** So long a thing may take that has to begin anew time and again. */
export const patience = 60_000;

/** A client that asks again, as the same request, until the product answers; as a new one where it says that the answer is not kept. */
export function patient(plain: Client): Client {
  const insist = async <Body>(options: RequestOptions | undefined, ask: (options: RequestOptions) => Promise<Answer<Body>>) => {
    const askUntilAnswered = () => {
      const same = { ...options, headers: { "idempotency-key": randomUUID(), ...options?.headers } };
      return untilAnswered(() => ask(same));
    };
    const answer = await askUntilAnswered();
    return (answer.body as { code?: string } | null)?.code === "shown-once" ? askUntilAnswered() : answer;
  };
  return {
    ...plain,
    get: (path, options) => untilAnswered(() => plain.get(path, options)),
    post: (path, body, options) => insist(options, (same) => plain.post(path, body, same)),
    put: (path, body, options) => insist(options, (same) => plain.put(path, body, same)),
    patch: (path, body, options) => insist(options, (same) => plain.patch(path, body, same)),
    del: (path, options) => insist(options, (same) => plain.del(path, same)),
  };
}

async function untilAnswered<Body>(ask: () => Promise<Answer<Body>>): Promise<Answer<Body>> {
  const end = performance.now() + patience;
  for (;;) {
    const answer = await ask().catch((error: unknown) => error as Error);
    const isAway = answer instanceof Error || answer.status === 503;
    if (!isAway) return answer;
    if (performance.now() > end) throw new Error("The product did not come back.", { cause: answer });
    await pause(20);
  }
}
