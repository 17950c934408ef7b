/** What the addresses of sources are made of. */
export interface IntakeAddresses {
  publicUrl: string;
  mailListen?: ListenAddress | null;
  syslogListen?: ListenAddress | null;
}

interface ListenAddress {
  host: string;
  port: number;
}

export interface SourceAddress {
  address: string;
  /** What the tool sends besides to be known. */
  how: string | null;
  isListening: boolean;
}

/** Stands where the key is, which is shown once. */
export const hiddenKey = "<key>";

/** Where a tool sends what it has to say to this source, and how it says whose it is. */
export function addressOf({ id, kind }: { id: string; kind: string }, key: string, addresses: IntakeAddresses): SourceAddress {
  const { publicUrl } = addresses;
  const plain = { how: null, isListening: true };
  switch (kind) {
    case "pagerduty-events-v2":
      return { ...plain, address: `${publicUrl}/v2/enqueue`, how: `routing_key: ${key}` };
    case "opsgenie":
      return { ...plain, address: `${publicUrl}/v2/alerts`, how: `Authorization: GenieKey ${key}` };
    case "email":
      return { ...plain, address: `${id}.${key}@${hostOf(publicUrl)}`, isListening: isSet(addresses.mailListen) };
    case "syslog":
      return { address: syslogAddress(addresses), how: `[muster@32473 source="${id}" key="${key}"]`, isListening: isSet(addresses.syslogListen) };
    default:
      return { ...plain, address: `${publicUrl}/intake/${id}/${key}` };
  }
}

function isSet(listen: ListenAddress | null | undefined): boolean {
  return listen !== null && listen !== undefined;
}

/** An IPv6 address is written in brackets there, and without them before an @ in a domain literal (RFC 5321, 4.1.3). */
function hostOf(publicUrl: string): string {
  const { hostname } = new URL(publicUrl);
  return /^[\d.]+$/.test(hostname) ? `[${hostname}]` : hostname.replace(/^\[(.*)\]$/, "[IPv6:$1]");
}

/** What listens everywhere is reached at the public name. */
function syslogAddress({ publicUrl, syslogListen }: IntakeAddresses): string {
  const { host, port } = syslogListen ?? { host: "0.0.0.0", port: 5514 };
  const isEverywhere = host === "0.0.0.0" || host === "::";
  const name = isEverywhere ? new URL(publicUrl).hostname : host.includes(":") ? `[${host}]` : host;
  return `${name}:${port}`;
}
