import type { Socket } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { SMTPServer, type SMTPServerDataStream, type SMTPServerError, type SMTPServerSession } from "smtp-server";
import type { BehaviourBoard, MailBehaviour } from "./behaviour.ts";
import type { MailEntry } from "./mail-entry.ts";
import { readMessage, type Envelope } from "./message.ts";

type Answer = (error?: Error | null) => void;

interface Transaction extends Envelope {
  readonly id: string;
  readonly connection: string;
}

/** Writes an entry down; resolves when it is on disk. */
type Recorder = (entry: MailEntry) => Promise<void>;

/** Speaks SMTP on sockets it is given; what happened is on disk before it is answered. */
export class SmtpSessions {
  readonly #sockets = new Map<string, Socket>();
  readonly #board: BehaviourBoard;
  readonly #record: Recorder;
  readonly #smtp: SMTPServer;
  #connections = 0;

  constructor(board: BehaviourBoard, record: Recorder) {
    this.#board = board;
    this.#record = record;
    this.#smtp = new SMTPServer({
      authOptional: true,
      disabledCommands: ["AUTH", "STARTTLS"],
      disableReverseLookup: true,
      logger: false,
      onConnect: (_session, answer) => { this.#greet(answer); },
      onRcptTo: ({ address }, session, answer) => { void this.#judgeRecipient(address, session.id).then(answer); },
      onData: (stream, session, answer) => { void this.#receive(stream, this.#begin(session), answer); },
    });
    // A peer that vanishes is one of the things this server is for.
    this.#smtp.on("error", () => undefined);
  }

  open(socket: Socket): void {
    this.#connections += 1;
    const connection = `${String(process.pid)}-${String(this.#connections)}`;
    this.#sockets.set(connection, socket);
    void this.#record({ kind: "connected", at: Date.now(), connection });
    socket.once("close", () => {
      this.#sockets.delete(connection);
      void this.#record({ kind: "disconnected", at: Date.now(), connection });
    });
    this.#smtp.connect(socket, { id: connection });
  }

  cutAll(): void {
    for (const socket of this.#sockets.values()) socket.destroy();
  }

  #greet(answer: Answer): void {
    const { general } = this.#board;
    if (general.kind === "hang" && general.at === "connection") return;
    answer();
  }

  async #judgeRecipient(recipient: string, connection: string): Promise<SMTPServerError | null> {
    const behaviour = this.#board.for([recipient]);
    if (behaviour.kind !== "reject" || behaviour.at !== "recipient") return null;
    await this.#record({ kind: "recipient-rejected", at: Date.now(), connection, recipient, code: behaviour.code });
    return refusal(behaviour.code);
  }

  #begin(session: SMTPServerSession): Transaction {
    const { mailFrom, rcptTo } = session.envelope;
    const envelope = { from: mailFrom === false ? "" : mailFrom.address, to: rcptTo.map(({ address }) => address) };
    const transaction = `${session.id}/${String(session.transaction)}`;
    // "Go ahead" is said at once; this line is on disk with the one that says how it ended, at the latest.
    void this.#record({ kind: "begun", at: Date.now(), connection: session.id, transaction, ...envelope });
    return { ...envelope, id: transaction, connection: session.id };
  }

  async #receive(stream: SMTPServerDataStream, transaction: Transaction, answer: Answer): Promise<void> {
    const behaviour = this.#board.for(transaction.to);
    const raw = await readWhole(stream);
    if (raw === null) {
      await this.#record({ kind: "abandoned", ...this.#moment(transaction) });
      return;
    }
    if (behaviour.kind === "hang") await this.#hang(transaction);
    else await this.#decide(behaviour, raw, transaction, answer);
  }

  async #hang(transaction: Transaction): Promise<void> {
    const socket = this.#sockets.get(transaction.connection);
    if (socket) await new Promise((resolve) => socket.once("close", resolve));
    await this.#record({ kind: "abandoned", ...this.#moment(transaction) });
  }

  async #decide(behaviour: MailBehaviour, raw: Buffer, transaction: Transaction, answer: Answer): Promise<void> {
    if (behaviour.kind === "reject" && behaviour.at === "data") {
      await this.#record({ kind: "rejected", code: behaviour.code, ...this.#moment(transaction) });
      answer(refusal(behaviour.code));
      return;
    }
    if (behaviour.kind === "slow") await pause(behaviour.milliseconds);
    const isAnswered = behaviour.kind !== "reset-after-data";
    const message = await readMessage(raw, { from: transaction.from, to: transaction.to });
    await this.#record({ kind: "accepted", message, isAnswered, ...this.#moment(transaction) });
    if (isAnswered) answer();
    else this.#sockets.get(transaction.connection)?.resetAndDestroy();
  }

  #moment(transaction: Transaction) {
    return { at: Date.now(), connection: transaction.connection, transaction: transaction.id };
  }
}

async function readWhole(stream: SMTPServerDataStream): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of stream) chunks.push(chunk as Buffer);
    return Buffer.concat(chunks);
  } catch {
    return null;
  }
}

function refusal(code: number): SMTPServerError {
  const words = code >= 500 ? "This mail is not taken here" : "Not now, try again later";
  return Object.assign(new Error(words), { responseCode: code });
}
