import { lookup } from "node:dns";
import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import { createServer as createTcpServer, type AddressInfo, type Server, type Socket } from "node:net";
import { afterAll, describe, expect, it } from "vitest";
import { isRefusal, type Refusal } from "../../values/refusal.ts";
import { hostileNames, hostileUrls } from "./hostile-urls.fixture.ts";
import { createOutgoing, type OutgoingAnswer, type Outgoing, type ResolveName } from "./outgoing.ts";

const open: { server: Server; sockets: Set<Socket> }[] = [];

afterAll(() => {
  for (const { server, sockets } of open) {
    server.close();
    for (const socket of sockets) socket.destroy();
  }
});

/** Counts who connects. */
async function watch(server: Server, host: string, port = 0): Promise<{ port: number; connections: () => number }> {
  const sockets = new Set<Socket>();
  let connections = 0;
  server.on("connection", (socket) => {
    connections += 1;
    sockets.add(socket);
    socket.on("error", () => undefined);
  });
  open.push({ server, sockets });
  server.listen(port, host);
  await once(server, "listening");
  return { port: (server.address() as AddressInfo).port, connections: () => connections };
}

const serve = (answer: RequestListener, host = "127.0.0.1", port = 0) => watch(createServer(answer), host, port);
const canary = (host: string, port = 0) => watch(createTcpServer((socket) => void socket.end("HTTP/1.1 200 OK\r\ncontent-length: 7\r\n\r\nsecrets")), host, port);

const resolveHostile: ResolveName = (name, told) => {
  const addresses = hostileNames[name];
  if (addresses) told(null, addresses.map((address) => ({ address, family: address.includes(":") ? 6 : 4 })));
  else lookup(name, { all: true }, told);
};

function get(outgoing: Outgoing, url: string, milliseconds = 3_000): Promise<OutgoingAnswer | Refusal> {
  return outgoing.request({ method: "GET", url, signal: AbortSignal.timeout(milliseconds) });
}

async function refusalOf(asked: Promise<OutgoingAnswer | Refusal>): Promise<Refusal> {
  const answer = await asked;
  if (!isRefusal(answer)) throw new Error(`Answered ${answer.status}: ${answer.body.slice(0, 100)}`);
  return answer;
}

const allowing = createOutgoing({ allowNetworks: ["127.0.0.0/8", "::1/128"] });

describe("a hostile address", () => {
  it(`of ${hostileUrls.length} never reaches a canary on this machine`, async () => {
    expect(hostileUrls.length).toBeGreaterThanOrEqual(120);
    const outgoing = createOutgoing({ allowNetworks: [], resolve: resolveHostile });
    const four = await canary("0.0.0.0");
    const six = await canary("::1", four.port).catch(() => null);
    for (const url of hostileUrls) {
      const { code } = await refusalOf(get(outgoing, url.replaceAll("PORT", String(four.port))));
      expect(["outgoing.network", "outgoing.address"], url).toContain(code);
    }
    expect(four.connections()).toBe(0);
    expect(six?.connections() ?? 0).toBe(0);
  });

  it("would reach the canary where the operator allows it, so that the canary is one", async () => {
    const { port, connections } = await canary("127.0.0.1");
    expect(await get(allowing, `http://2130706433:${port}/`)).toMatchObject({ status: 200, body: "secrets" });
    expect(connections()).toBe(1);
  });

  it("is refused with the network it is in and what to do", async () => {
    const refusal = await refusalOf(get(createOutgoing({ allowNetworks: [], resolve: resolveHostile }), "http://private.example/"));
    expect(refusal.reason).toBe("private.example is in a private network (10.0.0.0/8), which Muster does not call. Where it is meant to be reached, the operator allows it: MUSTER_ALLOW_NETWORKS=10.0.0.0/8");
  });
});

describe("a name that changes its address", () => {
  it("is judged at every connection: the address that was judged is the one that is called", async () => {
    const good = await serve((_request, response) => response.end("good"), "127.0.0.2");
    const trap = await canary("127.0.0.1", good.port);
    const answers = ["127.0.0.2", "127.0.0.1", "127.0.0.2", "127.0.0.1"];
    let asked = 0;
    const resolve: ResolveName = (_name, told) => told(null, [{ address: answers[asked++] ?? "127.0.0.1", family: 4 }]);
    const outgoing = createOutgoing({ allowNetworks: ["127.0.0.2/32"], resolve });
    expect(await get(outgoing, `http://rebind.example:${good.port}/`)).toMatchObject({ body: "good" });
    expect(asked).toBe(1);
    expect(await refusalOf(get(outgoing, `http://rebind.example:${good.port}/`))).toMatchObject({ code: "outgoing.network" });
    expect(asked).toBe(2);
    expect(trap.connections()).toBe(0);
  });
});

describe("the operator's own networks", () => {
  it("are reached by address, by name and by IPv6, and only they", async () => {
    const { port } = await serve((request, response) => response.end(`${request.method} ${request.url}`), "::");
    expect(await get(allowing, `http://127.0.0.1:${port}/a?b=c`)).toMatchObject({ status: 200, body: "GET /a?b=c" });
    expect(await get(allowing, `http://[::ffff:127.0.0.1]:${port}/`)).toMatchObject({ status: 200 });
    expect(await get(allowing, `http://localhost:${port}/`)).toMatchObject({ status: 200 });
    expect(await refusalOf(get(createOutgoing({ allowNetworks: ["10.0.0.0/8"] }), `http://127.0.0.1:${port}/`))).toMatchObject({ code: "outgoing.network" });
  });
});

describe("an answer", () => {
  it("gives what was sent: method, headers and body arrive, status and headers come back", async () => {
    const { port } = await serve((request, response) => {
      void request.toArray().then((chunks) => response.writeHead(418, { "x-seen": request.headers["x-own"] ?? "" }).end(`${request.method} ${Buffer.concat(chunks as Buffer[]).toString()}`));
    });
    const answer = await allowing.request({ method: "POST", url: `http://127.0.0.1:${port}/`, headers: { "x-own": "1" }, body: "grüße 🔥", signal: AbortSignal.timeout(3_000) });
    expect(answer).toMatchObject({ status: 418, body: "POST grüße 🔥", headers: { "x-seen": "1" } });
  });

  it("that leads elsewhere is not followed", async () => {
    const trap = await canary("127.0.0.1");
    for (const status of [301, 302, 303, 307, 308]) {
      const { port } = await serve((_request, response) => response.writeHead(status, { location: `http://127.0.0.1:${trap.port}/` }).end());
      expect(await get(allowing, `http://127.0.0.1:${port}/`)).toMatchObject({ status });
    }
    expect(trap.connections()).toBe(0);
  });

  it("without an end is cut at 64 kB and the line with it", async () => {
    const server = createServer((_request, response) => {
      const pour = () => { while (response.write("x".repeat(16_384))); };
      response.on("drain", pour);
      pour();
    });
    const { port } = await watch(server, "127.0.0.1");
    const ended = once(server, "connection").then(([socket]) => new Promise((closed) => (socket as Socket).on("close", closed)));
    const answer = await get(allowing, `http://127.0.0.1:${port}/`);
    expect(answer).toMatchObject({ status: 200 });
    expect((answer as OutgoingAnswer).body).toHaveLength(65_536);
    await ended;
  });

  it("that says it is packed is kept as it came: nothing is unpacked", async () => {
    const packed = Buffer.from([0x1f, 0x8b, 8, 0]);
    const { port } = await serve((_request, response) => response.writeHead(200, { "content-encoding": "gzip" }).end(packed));
    expect(await get(allowing, `http://127.0.0.1:${port}/`)).toMatchObject({ status: 200, body: packed.toString("utf8") });
  });
});

describe("a bad partner", () => {
  const raw = (talk: (socket: Socket) => void) => watch(createTcpServer(talk), "127.0.0.1");
  const drip = (socket: Socket, head: string) => {
    socket.write(head);
    const timer = setInterval(() => socket.write("x"), 20);
    socket.on("close", () => clearInterval(timer)).on("error", () => undefined);
  };

  it.each<[string, (socket: Socket) => void]>([
    ["that never answers", () => undefined],
    ["whose headers drip", (socket) => drip(socket, "HTTP/1.1 200 OK\r\nx-long: ")],
    ["whose body drips", (socket) => drip(socket, "HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\n")],
    ["that says over and over that it goes on", (socket) => {
      const timer = setInterval(() => socket.write("HTTP/1.1 102 Processing\r\n\r\n"), 20);
      socket.on("close", () => clearInterval(timer)).on("error", () => undefined);
    }],
  ])("%s is left when the time is over", async (_name, talk) => {
    const { port } = await raw(talk);
    expect(await refusalOf(get(allowing, `http://127.0.0.1:${port}/`, 150))).toMatchObject({ code: "outgoing.time", reason: "127.0.0.1 did not answer in time." });
  });

  it("whose name is never resolved is left when the time is over", async () => {
    const outgoing = createOutgoing({ allowNetworks: [], resolve: () => undefined });
    expect(await refusalOf(get(outgoing, "http://silent.example/", 100))).toMatchObject({ code: "outgoing.time" });
  });

  it.each<[string, (socket: Socket) => void]>([
    ["hangs up at once", (socket) => void socket.destroy()],
    ["hangs up in the middle", (socket) => void socket.end("HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\nhalf")],
    ["does not speak HTTP", (socket) => void socket.end("SSH-2.0-OpenSSH_9.6\r\n")],
    ["changes the protocol", (socket) => void socket.write("HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: h2c\r\n\r\n")],
    ["sends headers beyond measure", (socket) => void socket.write(`HTTP/1.1 200 OK\r\nx-long: ${"x".repeat(100_000)}\r\n`)],
  ])("that %s is a refusal, not a fault", async (_name, talk) => {
    const { port } = await raw(talk);
    expect(await refusalOf(get(allowing, `http://127.0.0.1:${port}/`))).toMatchObject({ code: "outgoing.unreachable" });
  });

  it("who is not there, or has no name, or no certificate, is a refusal with the reason", async () => {
    const { port } = await canary("127.0.0.1");
    const gone = createTcpServer();
    const { port: free } = await watch(gone, "127.0.0.1");
    gone.close();
    const lost = createOutgoing({ allowNetworks: [], resolve: (_name, told) => told(Object.assign(new Error("lost"), { code: "ENOTFOUND" }), []) });
    expect((await refusalOf(get(allowing, `http://127.0.0.1:${free}/`))).reason).toBe("127.0.0.1 could not be reached: ECONNREFUSED.");
    expect((await refusalOf(get(lost, "http://lost.example/"))).reason).toBe("lost.example could not be reached: ENOTFOUND.");
    expect((await refusalOf(get(allowing, `https://127.0.0.1:${port}/`))).code).toBe("outgoing.unreachable");
  });
});
