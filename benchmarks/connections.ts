import { connect, type Socket } from "node:net";

export interface Post {
  path: string;
  body: string;
}

/** A plain HTTP/1.1 connection that is kept: so little work that the sender is not what is measured. */
class Connection {
  readonly #socket: Socket;
  #received = "";
  #answered: ((status: number) => void) | null = null;

  constructor(port: number) {
    this.#socket = connect({ port, host: "127.0.0.1", noDelay: true });
    this.#socket.setEncoding("latin1").on("data", (text) => this.#take(text as unknown as string));
  }

  post({ path, body }: Post): Promise<number> {
    const head = `POST ${path} HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n`;
    return new Promise((resolve, reject) => {
      this.#answered = resolve;
      this.#socket.once("error", reject).write(head + body, () => this.#socket.off("error", reject));
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
    this.#answered?.(status);
  }
}

/** Keeps so many requests in flight until the time is over, then waits for the last; gives how many were answered well, and how fast. */
export async function pour(port: number, inFlight: number, milliseconds: number, next: () => Post): Promise<{ answered: number; milliseconds: number }> {
  const began = performance.now();
  let answered = 0;
  const lanes = Array.from({ length: inFlight }, async () => {
    const connection = new Connection(port);
    while (performance.now() - began < milliseconds) {
      const post = next();
      const status = await connection.post(post);
      if (status >= 300) throw new Error(`${post.path} answered ${status}.`);
      answered += 1;
    }
    connection.close();
  });
  await Promise.all(lanes);
  return { answered, milliseconds: performance.now() - began };
}
