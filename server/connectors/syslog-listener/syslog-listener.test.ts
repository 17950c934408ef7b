import { execFile, execFileSync } from "node:child_process";
import { createSocket } from "node:dgram";
import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { promisify } from "node:util";
import { afterEach, describe, expect, it, vi } from "vitest";
import { listenForSyslog, type SyslogLimits, type SyslogListener } from "./syslog-listener.ts";
import type { SyslogLosses } from "./syslog-losses.ts";
import type { SyslogMessage } from "./syslog-message.ts";
import type { SyslogTaker } from "./syslog-queue.ts";

const address = "127.0.0.1";
const opened: { close(): Promise<void> }[] = [];
afterEach(async () => void (await Promise.all(opened.splice(0).map((one) => one.close()))));

/** A listener that keeps what it takes, in order. */
async function listen(options: { take?: SyslogTaker; limits?: Partial<SyslogLimits>; host?: string } = {}) {
  const taken: SyslogMessage[] = [];
  const told: SyslogLosses[] = [];
  const problems: unknown[] = [];
  const listener = await listenForSyslog({
    host: options.host ?? address,
    port: 0,
    take: async (message, size) => {
      const outcome = (await options.take?.(message, size)) ?? "taken";
      if (outcome === "taken") taken.push(message);
      return outcome;
    },
    tell: async (losses) => void told.push(losses),
    log: (_words, problem) => void problems.push(problem),
    ...(options.limits ? { limits: options.limits } : {}),
  });
  opened.push(listener);
  const texts = () => taken.map(({ text }) => text);
  return { listener, taken, texts, told, problems, seen: (count: number) => vi.waitFor(() => expect(taken.length).toBeGreaterThanOrEqual(count), { timeout: 10_000 }) };
}

async function sendUdp({ port }: SyslogListener, ...messages: (string | Buffer)[]): Promise<void> {
  const socket = createSocket("udp4");
  for (const message of messages) await new Promise((resolve) => socket.send(message, port, address, resolve));
  socket.close();
}

async function openTcp({ port }: SyslogListener): Promise<Socket> {
  const socket = connect(port, address);
  socket.on("error", () => undefined);
  opened.push({ close: async () => void socket.destroy() });
  await once(socket, "connect");
  return socket;
}

const line = (text: string) => `<11>1 - web1 shop - - - ${text}`;

describe("syslog", () => {
  it("is taken by UDP, a message for each datagram", async () => {
    const { listener, taken, seen } = await listen();
    await sendUdp(listener, `${line("one\nand its second line")}\n`, "<12>Nov 21 15:41:48 vm app: two", Buffer.alloc(0), "no priority");
    await seen(3);
    expect(taken).toMatchObject([{ severity: 3, host: "web1", text: "one\nand its second line" }, { severity: 4, app: "app", text: "two" }, { severity: 5, text: "no priority" }]);
  });

  it("is taken by TCP, framed by counts or by lines, from many at once", async () => {
    const { listener, texts, seen } = await listen();
    const [byCount, byLine] = [await openTcp(listener), await openTcp(listener)];
    const one = line("one\nin two lines");
    byCount.write(`${one.length} ${one}${line("two").length} ${line("two").slice(0, 10)}`);
    byLine.write(`${line("three")}\n${line("fo")}`);
    await seen(2);
    byCount.write(line("two").slice(10));
    byLine.end("ur");
    await seen(4);
    expect(texts().sort()).toEqual(["four", "one\nin two lines", "three", "two"]);
  });

  it("is taken at an address of IPv6 and by the name of a host", async () => {
    for (const host of ["::1", "localhost"]) {
      const { listener, seen } = await listen({ host });
      connect(listener.port, host === "::1" ? host : undefined).end(line("here"));
      await seen(1);
    }
  });

  it("cuts a message that is too long", async () => {
    const { listener, taken, seen } = await listen();
    (await openTcp(listener)).end(`<11>${"x".repeat(300_000)}\n${line("next")}\n`);
    await seen(2);
    expect(taken.map(({ text }) => text.length)).toEqual([65_536 - 4, 4]);
  });
});

/** Whoever takes waits until it is let go. */
function makeGate() {
  let open = () => {};
  const gate = new Promise<void>((resolve) => (open = resolve));
  return { open, take: async () => gate.then(() => "taken" as const) };
}

describe("more than can be stored", () => {
  it("makes TCP wait, which loses nothing and keeps its order", async () => {
    const { open, take } = makeGate();
    const { listener, texts, told, seen } = await listen({ take, limits: { waiting: 50, idle: 2_000 } });
    const socket = await openTcp(listener);
    const many = Array.from({ length: 60_000 }, (_none, place) => `${place} ${"x".repeat(500)}`);
    const isWritten = vi.fn();
    socket.write(many.map((text) => `${line(text)}\n`).join(""), isWritten);
    // Longer than a connection may be idle: who is made to wait is not.
    await new Promise((resolve) => setTimeout(resolve, 3_000));
    expect(isWritten).not.toHaveBeenCalled();
    open();
    await seen(many.length);
    expect(texts()).toEqual(many);
    expect(told).toEqual([]);
  });

  it("makes UDP drop, which is counted and told", async () => {
    const { open, take } = makeGate();
    const { listener, texts, told, seen } = await listen({ take, limits: { waiting: 10 } });
    await sendUdp(listener, ...Array.from({ length: 25 }, (_none, place) => line(`${place}`)));
    await new Promise((resolve) => setTimeout(resolve, 200));
    open();
    await seen(10);
    await listener.close();
    expect(texts()).toEqual(Array.from({ length: 10 }, (_none, place) => `${place}`));
    expect(told).toEqual([{ unknown: 0, full: 15, failed: 0, connections: 0 }]);
    opened.length = 0;
  });

  it("is measured by its bytes too", async () => {
    const { open, take } = makeGate();
    const { listener, texts, seen } = await listen({ take, limits: { waitingBytes: 10_000 } });
    await sendUdp(listener, ...["a", "b", "c"].map((letter) => line(letter.repeat(4_900))));
    await new Promise((resolve) => setTimeout(resolve, 200));
    open();
    await seen(2);
    await sendUdp(listener, line("d"));
    await seen(3);
    expect(texts().map((text) => text.charAt(0))).toEqual(["a", "b", "d"]);
  });
});

describe("a message that is not stored", () => {
  it("for now is brought again, before those that came after it", async () => {
    let isAway = true;
    const { listener, texts, seen } = await listen({ take: async () => (isAway ? "later" : "taken") });
    await sendUdp(listener, ...Array.from({ length: 5 }, (_none, place) => line(`${place}`)));
    await new Promise((resolve) => setTimeout(resolve, 700));
    isAway = false;
    await seen(5);
    expect(texts()).toEqual(["0", "1", "2", "3", "4"]);
  });

  it("because it is nobody's, or for a fault, holds up no other and is told", async () => {
    const { listener, texts, told, problems, seen } = await listen({
      take: async ({ text }) => {
        if (text === "broken") throw new Error("broken");
        return text === "nobody" ? "unknown" : "taken";
      },
    });
    await sendUdp(listener, line("nobody"), line("broken"), line("good"));
    await seen(1);
    await listener.close();
    opened.length = 0;
    expect(texts()).toEqual(["good"]);
    expect(told).toEqual([{ unknown: 1, full: 0, failed: 1, connections: 0 }]);
    expect(problems).toMatchObject([{ message: "broken" }]);
  });

  it("until the listener closes is counted as lost, and what can be stored is waited for", async () => {
    const { listener, told } = await listen({ take: async () => "later" });
    await sendUdp(listener, line("one"), line("two"));
    await new Promise((resolve) => setTimeout(resolve, 100));
    await listener.close();
    opened.length = 0;
    expect(told).toEqual([{ unknown: 0, full: 0, failed: 2, connections: 0 }]);
  });
});

describe("a connection", () => {
  it("that says nothing is let go, at first soon and later not so soon", async () => {
    const { listener, seen } = await listen({ limits: { silence: 150, idle: 600 } });
    const [silent, quiet] = [await openTcp(listener), await openTcp(listener)];
    quiet.write(`${line("one")}\n`);
    await seen(1);
    const begin = performance.now();
    await once(silent.resume(), "close");
    expect(quiet.readyState).toBe("open");
    await once(quiet.resume(), "close");
    expect(performance.now() - begin).toBeGreaterThan(400);
  });

  it("that is one too many is closed, and told", async () => {
    const { listener, told, seen } = await listen({ limits: { connections: 2 } });
    const [first] = [await openTcp(listener), await openTcp(listener)];
    await once((await openTcp(listener)).resume(), "close");
    first.write(`${line("still here")}\n`);
    await seen(1);
    await listener.close();
    opened.length = 0;
    expect(told).toMatchObject([{ connections: 1 }]);
  });

  it("that breaks off leaves the others be", async () => {
    const { listener, texts, seen, problems } = await listen();
    const [broken, other] = [await openTcp(listener), await openTcp(listener)];
    broken.write(`${line("whole")}\n${line("ha")}`);
    await seen(1);
    broken.resetAndDestroy();
    other.write(`${line("good")}\n`);
    await vi.waitFor(() => expect(texts()).toContain("good"));
    expect(problems).toEqual([]);
  });
});

it("says where its port is taken, with the mend", async () => {
  const { listener } = await listen();
  const second = listenForSyslog({ host: address, port: listener.port, take: async () => "taken", tell: async () => undefined, log: () => undefined });
  await expect(second).rejects.toThrow(`Syslog cannot be taken at 127.0.0.1:${listener.port}`);
  await expect(second).rejects.toThrow("name another in MUSTER_SYSLOG_LISTEN");
});

const hasLogger = (() => {
  try {
    return execFileSync("logger", ["--version"], { encoding: "utf8" }).includes("util-linux");
  } catch {
    return false;
  }
})();
if (!hasLogger) console.log("Skipped: no logger of util-linux here.");

describe.skipIf(!hasLogger)("Debian's logger", () => {
  const element = ["--sd-id", "muster@32473", "--sd-param", 'source="router"', "--sd-param", 'key="a-key-of-eight"'];
  const named = { host: expect.any(String), app: "shop" };

  it.each([
    ["as it is, by UDP", ["-d"], { ...named, severity: 3, facility: 3 }],
    ["as it is, by TCP", ["-T"], { ...named, severity: 3 }],
    ["in the older form, by UDP", ["-d", "--rfc3164", "--id=77"], { ...named, severity: 3, processId: "77", time: null }],
    ["in the older form, by TCP", ["-T", "--rfc3164"], { ...named, severity: 3 }],
    ["with counts, by TCP", ["-T", "--octet-count", "--rfc5424"], { ...named, time: expect.stringMatching(/^\d{4}-/) }],
    ["with structured data, by UDP", ["-d", "--rfc5424", "--msgid", "PAY", ...element], { ...named, messageId: "PAY", structuredData: { "muster@32473": { source: "router", key: "a-key-of-eight" } } }],
    ["with structured data, by TCP", ["-T", "--rfc5424=notime", ...element], { ...named, time: null, structuredData: { "muster@32473": { source: "router", key: "a-key-of-eight" } } }],
  ])("is understood %s", async (_what, flags, message) => {
    const { listener, taken, seen } = await listen();
    await promisify(execFile)("logger", ["-n", address, "-P", String(listener.port), "-t", "shop", "-p", "daemon.err", ...flags, "Zahlungen hängen"]);
    await seen(1);
    expect(taken).toMatchObject([{ text: "Zahlungen hängen", ...message }]);
  });
});
