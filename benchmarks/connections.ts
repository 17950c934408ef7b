import { connect, type Socket } from "node:net";
import { setTimeout as pause } from "node:timers/promises";

export interface Post {
  path: string;
  body: string;
}

/** A plain HTTP/1.1 connection that is kept: so little work that the sender is not what is measured. */
class Connection {
  readonly #socket: Socket;
  #received = "";
  #waiting: { answer: (status: number) => void; fail: (error: Error) => void } | null = null;

  constructor(port: number) {
    this.#socket = connect({ port, host: "127.0.0.1", noDelay: true });
    this.#socket.setEncoding("latin1").on("data", (text) => this.#take(text as unknown as string));
    this.#socket.on("error", (error) => this.#waiting?.fail(error));
    this.#socket.on("close", () => this.#waiting?.fail(new Error("The connection was closed.")));
  }

  post({ path, body }: Post): Promise<number> {
    const head = `POST ${path} HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n`;
    return new Promise((answer, fail) => {
      this.#waiting = { answer, fail };
      this.#socket.write(head + body);
    });
  }

  close(): void {
    this.#socket.destroy();
  }

  #take(text: string): void {
    this.#received += text;
    const end = this.#received.indexOf("\r\n\r\n");
    const length = Number(/content-length: (\d+)/i.exec(this.#received.slice(0, end))?.[1] ?? 0);
    if (end < 0 || this.#received.length < end + 4 + length) return;
    const status = Number(this.#received.slice(9, 12));
    this.#received = "";
    this.#waiting?.answer(status);
  }
}

export interface Pouring {
  inFlight: number;
  milliseconds?: number;
  /** How many requests there are at most. */
  requests?: number;
}

/** Keeps so many requests in flight until the time is over or there are no more, then waits for the last; gives how long that took, and each request that was answered well. */
export async function pour(port: number, { inFlight, milliseconds = Infinity, requests = Infinity }: Pouring, next: () => Post, answered: () => void = () => undefined): Promise<{ milliseconds: number; latencies: number[] }> {
  const began = performance.now();
  const latencies: number[] = [];
  let begun = 0;
  const lanes = Array.from({ length: inFlight }, async () => {
    const connection = new Connection(port);
    while (performance.now() - began < milliseconds && begun < requests) {
      begun += 1;
      const post = next();
      const sent = performance.now();
      const status = await connection.post(post);
      if (status >= 300) throw new Error(`${post.path} answered ${status}.`);
      latencies.push(performance.now() - sent);
      answered();
    }
    connection.close();
  });
  await Promise.all(lanes);
  return { milliseconds: performance.now() - began, latencies };
}

/** Sends one request after the other at a rate, whether or not those before were answered; gives when each was to be sent and when it was answered. */
export async function pace(port: number, { perSecond, count }: { perSecond: number; count: number }, next: (place: number) => Post): Promise<{ sent: number; answered: number }[]> {
  const free: Connection[] = [];
  const began = performance.now();
  const send = async (place: number) => {
    const connection = free.pop() ?? new Connection(port);
    const sent = began + (place * 1_000) / perSecond;
    const status = await connection.post(next(place));
    if (status >= 300) throw new Error(`Request ${place} was answered with ${status}.`);
    free.push(connection);
    return { sent, answered: performance.now() };
  };
  const all: Promise<{ sent: number; answered: number }>[] = [];
  while (all.length < count) {
    while (all.length < Math.min(count, ((performance.now() - began) * perSecond) / 1_000)) all.push(send(all.length));
    await pause(1);
  }
  const answers = await Promise.all(all);
  for (const connection of free) connection.close();
  return answers;
}
