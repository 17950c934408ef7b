import { once } from "node:events";
import { connect, createServer, type AddressInfo, type Socket } from "node:net";
import { setTimeout as pause } from "node:timers/promises";

/** What the line does with what is sent over it from now on. */
export type LineBehaviour =
  | { readonly kind: "pass" }
  /** Nothing comes through in either direction, nor does anybody hear of it; what was sent meanwhile arrives once it passes again. */
  | { readonly kind: "blackhole" }
  /** The far side loses every connection there is, and the near side hears nothing of it; new ones pass. */
  | { readonly kind: "half-open" }
  /** What is sent to the far side comes so much later. */
  | { readonly kind: "slow"; readonly milliseconds: number }
  /** What the far side sends comes byte by byte, one a second. */
  | { readonly kind: "trickle" }
  /** This share of all that is sent resets its connection on both sides instead. */
  | { readonly kind: "reset"; readonly share: number; readonly chance: () => number };

/** A line to one address, which can be cut. */
export interface TcpLine {
  readonly port: number;
  behave(behaviour: LineBehaviour): void;
  /** How many connections it has reset or left half open. */
  readonly hits: number;
  close(): Promise<void>;
}

/** Opens a line on the loopback to a port of the loopback. */
export async function openTcpLine(to: number): Promise<TcpLine> {
  const line = new Line(to);
  const server = createServer((near) => line.take(near)).listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    port: (server.address() as AddressInfo).port,
    behave: (behaviour) => line.behave(behaviour),
    get hits() {
      return line.hits;
    },
    close: async () => {
      const closed = once(server, "close");
      server.close();
      line.cutAll();
      await closed;
    },
  };
}

interface Pair {
  readonly near: Socket;
  readonly far: Socket;
  isHalfOpen: boolean;
}

class Line {
  hits = 0;
  private behaviour: LineBehaviour = { kind: "pass" };
  private readonly pairs = new Set<Pair>();
  private opened: Promise<void> = Promise.resolve();
  private open: () => void = () => undefined;

  constructor(private readonly to: number) {}

  behave(behaviour: LineBehaviour): void {
    this.open();
    this.behaviour = behaviour;
    if (behaviour.kind === "blackhole") this.opened = new Promise((resolve) => (this.open = resolve));
    if (behaviour.kind === "half-open") for (const pair of this.pairs) this.leaveHalfOpen(pair);
  }

  take(near: Socket): void {
    const pair: Pair = { near, far: connect({ port: this.to, host: "127.0.0.1" }), isHalfOpen: false };
    this.pairs.add(pair);
    this.carry(pair, near, pair.far);
    this.carry(pair, pair.far, near);
  }

  cutAll(): void {
    for (const { near, far } of this.pairs) {
      near.destroy();
      far.destroy();
    }
  }

  private carry(pair: Pair, from: Socket, to: Socket): void {
    let before = Promise.resolve();
    const inTurn = (act: () => void | Promise<void>) => {
      const { behaviour } = this;
      const due = behaviour.kind === "slow" && from === pair.near ? pause(behaviour.milliseconds) : Promise.resolve();
      before = before.then(() => due).then(() => this.opened).then(() => (pair.isHalfOpen ? undefined : act()));
    };
    from.setNoDelay(true);
    from.on("data", (chunk) => inTurn(() => this.pass(pair, to, chunk)));
    from.on("error", () => undefined);
    from.on("close", () => inTurn(() => this.end(pair)));
  }

  private async pass(pair: Pair, to: Socket, chunk: Buffer): Promise<void> {
    const { behaviour } = this;
    if (behaviour.kind === "trickle" && to === pair.near) return this.trickle(to, chunk);
    if (behaviour.kind !== "reset" || behaviour.chance() >= behaviour.share) return void to.write(chunk);
    this.hits += 1;
    pair.near.resetAndDestroy();
    pair.far.resetAndDestroy();
  }

  private async trickle(to: Socket, chunk: Buffer): Promise<void> {
    for (let place = 0; place < chunk.length && !to.destroyed; place += 1) {
      to.write(chunk.subarray(place, place + 1));
      await pause(1_000);
    }
  }

  private leaveHalfOpen(pair: Pair): void {
    this.hits += 1;
    pair.isHalfOpen = true;
    pair.far.destroy();
  }

  private end(pair: Pair): void {
    this.pairs.delete(pair);
    pair.near.destroySoon();
    pair.far.destroySoon();
  }
}
