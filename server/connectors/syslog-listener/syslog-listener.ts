import { createSocket, type Socket as UdpSocket } from "node:dgram";
import { lookup } from "node:dns/promises";
import { once } from "node:events";
import { createServer, type AddressInfo, type Server, type Socket } from "node:net";
import { SyslogFrames } from "./syslog-frames.ts";
import { LossCounter, type SyslogLosses } from "./syslog-losses.ts";
import { readSyslogMessage } from "./syslog-message.ts";
import { SyslogQueue, type SyslogTaker } from "./syslog-queue.ts";

/** How much a listener bears. */
export interface SyslogLimits {
  connections: number;
  /** How long a connection may say nothing, at first and later, in milliseconds. */
  silence: number;
  idle: number;
  /** How many messages, and how many bytes of them, may wait to be stored. */
  waiting: number;
  waitingBytes: number;
}

/** A quiet sender keeps its connection for long: what it writes into one that was closed is lost without a word to it. */
const usualLimits: SyslogLimits = { connections: 200, silence: 30_000, idle: 3_600_000, waiting: 2_000, waitingBytes: 16 * 1_048_576 };
const longestGoodbye = 2_000;
const receiveBuffer = 4 * 1_048_576;

export interface SyslogListenerOptions {
  host: string;
  /** Of UDP and TCP. */
  port: number;
  take: SyslogTaker;
  /** Hears from time to time what was lost, where anything was. */
  tell: (losses: SyslogLosses) => Promise<void>;
  log: (problem: string, error: unknown) => void;
  limits?: Partial<SyslogLimits>;
}

export interface SyslogListener {
  port: number;
  close(): Promise<void>;
}

/**
 * Listens for syslog by UDP (RFC 5426) and TCP (RFC 6587), without encryption. While more comes than can be stored, TCP is read no further, so that
 * its senders wait; UDP knows no waiting, so what finds no room is dropped and counted.
 */
export async function listenForSyslog({ host, port, take, tell, log, limits: wished }: SyslogListenerOptions): Promise<SyslogListener> {
  const limits = { ...usualLimits, ...wished };
  const losses = new LossCounter((lost) => tell(lost).catch((error: unknown) => log("It could not be told that syslog messages were lost.", error)));
  const queue = new SyslogQueue({ take, log, mostWaiting: limits.waiting, mostBytes: limits.waitingBytes, lost: (why) => losses.count(why) });
  const connections = new Set<Socket>();
  const server = createServer({ keepAlive: true }, (socket) => void hold(socket, connections, queue, limits));
  server.maxConnections = limits.connections;
  server.on("drop", () => losses.count("connections"));
  const { udp, bound } = await open(server, host, port).catch((error: unknown) => {
    server.close();
    throw new Error(`Syslog cannot be taken at ${host}:${port} (${(error as Error).message}). Free this port, or name another in MUSTER_SYSLOG_LISTEN.`);
  });
  udp.on("message", (bytes) => {
    if (bytes.length > 0 && !queue.offer(readSyslogMessage(bytes), bytes.length)) losses.count("full");
  });
  udp.on("error", (error) => log("Syslog by UDP has a problem.", error));
  return {
    port: bound,
    async close() {
      udp.close();
      server.close();
      await queue.finish(longestGoodbye);
      for (const socket of connections) socket.destroy();
      await losses.finish();
    },
  };
}

async function open(server: Server, host: string, port: number): Promise<{ udp: UdpSocket; bound: number }> {
  const { address, family } = await lookup(host);
  server.listen(port, address);
  await once(server, "listening");
  const bound = (server.address() as AddressInfo).port;
  const udp = createSocket({ type: family === 6 ? "udp6" : "udp4", recvBufferSize: receiveBuffer });
  udp.bind(bound, address);
  await once(udp, "listening");
  return { udp, bound };
}

async function hold(socket: Socket, connections: Set<Socket>, queue: SyslogQueue, limits: SyslogLimits): Promise<void> {
  connections.add(socket);
  const frames = new SyslogFrames();
  const wait = patienceWith(socket, limits);
  try {
    for await (const chunk of socket) {
      wait.heard();
      for (const frame of frames.add(chunk as Buffer)) await bring(frame, queue, wait);
    }
  } catch {
    // A sender that vanishes is no fault of ours.
  }
  for (const frame of frames.finish()) await bring(frame, queue, wait);
  connections.delete(socket);
  socket.destroy();
}

interface Patience {
  heard(): void;
  /** Who waits for us is not idle. */
  isHeldUp: boolean;
}

function patienceWith(socket: Socket, { silence, idle }: SyslogLimits): Patience {
  let milliseconds = silence;
  const patience: Patience = {
    isHeldUp: false,
    heard() {
      if (milliseconds === idle) return;
      milliseconds = idle;
      socket.setTimeout(idle);
    },
  };
  socket.setTimeout(silence);
  socket.on("timeout", () => (patience.isHeldUp ? socket.setTimeout(milliseconds) : socket.destroy()));
  return patience;
}

async function bring(frame: Buffer, queue: SyslogQueue, patience: Patience): Promise<void> {
  const message = readSyslogMessage(frame);
  while (!queue.offer(message, frame.length)) {
    patience.isHeldUp = true;
    await queue.change();
  }
  patience.isHeldUp = false;
}
