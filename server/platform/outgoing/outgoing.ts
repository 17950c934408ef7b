import { lookup, type LookupAddress } from "node:dns";
import { request as requestPlain, type ClientRequest, type IncomingMessage, type RequestOptions } from "node:http";
import { request as requestSecure } from "node:https";
import { isIP, type LookupFunction } from "node:net";
import { isRefusal, refuse, type Refusal } from "../../values/refusal.ts";
import { createJudge, type JudgeAddress } from "./networks.ts";
import type { SpecialNetwork } from "./special-networks.ts";

export interface OutgoingRequest {
  method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  url: string;
  headers?: Readonly<Record<string, string>>;
  body?: string | Uint8Array;
  /** Ends the whole exchange, the last byte of the answer included. */
  signal: AbortSignal;
  /** How much of the answer is read; 64 kB unless said. */
  mostBytes?: number;
}

export interface OutgoingAnswer {
  status: number;
  /** By names in lower case. */
  headers: Readonly<Record<string, string>>;
  /** At most 64 kB of it, unless the request said more. */
  body: string;
}

/** The one way in which Muster calls other systems. */
export interface Outgoing {
  /** No redirect is followed. What could not be reached, was not allowed, or took too long is a refusal. */
  request(wish: OutgoingRequest): Promise<OutgoingAnswer | Refusal>;
}

/** All addresses of a name, as the system resolves it. */
export type ResolveName = (name: string, told: (error: Error | null, addresses: LookupAddress[]) => void) => void;

export interface OutgoingOptions {
  /** Special networks that may be reached, as CIDR. */
  allowNetworks: readonly string[];
  resolve?: ResolveName;
}

/** For addresses in Muster's own settings, which are the operator's and need no leave. */
export const everyNetwork: readonly string[] = ["0.0.0.0/0", "::/0"];

const usualBytes = 65_536;
const resolveBySystem: ResolveName = (name, told) => lookup(name, { all: true }, told);

/** Every address is judged as it is connected to: the one that was judged is the one that is called, whatever a name resolves to later. */
export function createOutgoing({ allowNetworks, resolve = resolveBySystem }: OutgoingOptions): Outgoing {
  const judge = createJudge(allowNetworks);
  return {
    async request(wish) {
      const url = readUrl(wish.url);
      if (isRefusal(url)) return url;
      const host = url.hostname.replace(/^\[|\]$/g, "");
      // A literal address is connected to without being looked up.
      const network = isIP(host) === 0 ? null : judge(host);
      if (network) return refuseNetwork(host, network);
      return exchange(wish, url, { host, lookup: judgedLookup(judge, resolve) });
    },
  };
}

function readUrl(text: string): URL | Refusal {
  if (!URL.canParse(text)) return refuse("outgoing.address", "This is not a web address. Write it with http:// or https://.");
  const url = new URL(text);
  if (url.protocol !== "http:" && url.protocol !== "https:") return refuse("outgoing.address", `Addresses begin with http:// or https://, not with ${url.protocol}`);
  if (url.username !== "" || url.password !== "") return refuse("outgoing.address", "An address must not hold a user name or a password before its host.");
  return url;
}

class NetworkRefused extends Error {
  constructor(readonly network: SpecialNetwork) {
    super(network.name);
  }
}

function refuseNetwork(host: string, { name, cidr }: SpecialNetwork): Refusal {
  const mend = `Where it is meant to be reached, the operator allows it: MUSTER_ALLOW_NETWORKS=${cidr}`;
  return refuse("outgoing.network", `${host} is in ${name} (${cidr}), which Muster does not call. ${mend}`, { network: cidr });
}

/** Gives only addresses that may be called. One that may not refuses the name as a whole: which of them is tried is not ours to say. */
function judgedLookup(judge: JudgeAddress, resolve: ResolveName): LookupFunction {
  return (name, options, told) => {
    resolve(name, (error, addresses) => {
      const network = (addresses ?? []).map(({ address }) => judge(address)).find((found) => found !== null);
      const [first] = addresses ?? [];
      if (error) told(error, "");
      else if (network) told(new NetworkRefused(network), "");
      else if (!first) told(new Error(`${name} has no address.`), "");
      else if (options.all) told(null, addresses);
      else told(null, first.address, first.family);
    });
  };
}

function exchange({ method, headers = {}, body, signal, mostBytes = usualBytes }: OutgoingRequest, url: URL, way: { host: string; lookup: LookupFunction }): Promise<OutgoingAnswer | Refusal> {
  const ask = url.protocol === "https:" ? requestSecure : requestPlain;
  const options: RequestOptions = { ...way, port: url.port, path: `${url.pathname}${url.search}`, method, headers, signal, agent: false };
  const asked = ask(options);
  const answered = readAnswer(asked, mostBytes).catch((error: unknown) => wordFailure(error, way.host, signal));
  asked.end(body);
  return answered.finally(() => asked.destroy());
}

function readAnswer(asked: ClientRequest, mostBytes: number): Promise<OutgoingAnswer> {
  return new Promise((resolve, reject) => {
    let hasBegun = false;
    asked.on("response", (answer) => {
      hasBegun = true;
      readBody(answer, mostBytes).then((body) => resolve({ status: answer.statusCode ?? 0, headers: headersOf(answer), body }), reject);
    });
    asked.on("error", reject);
    // An answer that asks for another protocol ends without a response.
    asked.on("close", () => hasBegun || reject(new Error("it closed the connection without an answer")));
  });
}

/** What is beyond the limit is neither kept nor waited for. */
async function readBody(answer: IncomingMessage, mostBytes: number): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of answer as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    size += chunk.length;
    if (size >= mostBytes) break;
  }
  return Buffer.concat(chunks).subarray(0, mostBytes).toString("utf8");
}

function headersOf(answer: IncomingMessage): Record<string, string> {
  return Object.fromEntries(Object.entries(answer.headers).map(([name, value]) => [name, String(value)]));
}

function wordFailure(error: unknown, host: string, signal: AbortSignal): Refusal {
  if (error instanceof NetworkRefused) return refuseNetwork(host, error.network);
  if (signal.aborted) return refuse("outgoing.time", `${host} did not answer in time.`);
  const { code, message } = error as NodeJS.ErrnoException;
  return refuse("outgoing.unreachable", `${host} could not be reached: ${code ?? message}.`);
}
