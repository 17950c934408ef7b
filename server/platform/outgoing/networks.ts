import { BlockList, isIP, isIPv4 } from "node:net";
import { embeddedAddress } from "./embedded-address.ts";
import { specialNetworks, type SpecialNetwork } from "./special-networks.ts";

interface Network {
  address: string;
  prefix: number;
  family: "ipv4" | "ipv6";
}

/** Reads `10.0.0.0/8`, `fd00::/8` or a single address; null where the text is none of them. */
export function parseNetwork(text: string): Network | null {
  const [, address = "", digits] = /^([^/%]+)(?:\/(\d{1,3}))?$/.exec(text) ?? [];
  if (isIP(address) === 0) return null;
  const family = familyOf(address);
  const longest = family === "ipv4" ? 32 : 128;
  const prefix = digits === undefined ? longest : Number(digits);
  return prefix <= longest ? { address, prefix, family } : null;
}

/** Says of an address which special network it is in, unless the operator allows that one; null where it may be reached. */
export type JudgeAddress = (address: string) => SpecialNetwork | null;

export function createJudge(allowNetworks: readonly string[]): JudgeAddress {
  const isAllowed = membership(allowNetworks);
  const special = specialNetworks.map((network) => ({ network, holds: membership([network.cidr]) }));
  return (address) => {
    const [plain = ""] = address.split("%");
    const meant = isIPv4(plain) ? plain : (embeddedAddress(plain) ?? plain);
    if (isAllowed(plain) || isAllowed(meant)) return null;
    return special.find(({ holds }) => holds(meant))?.network ?? null;
  };
}

/** One list per family: a list of both takes an IPv4 address for its IPv6-mapped form, which `::/3` holds. */
function membership(cidrs: readonly string[]): (address: string) => boolean {
  const lists = { ipv4: new BlockList(), ipv6: new BlockList() };
  for (const cidr of cidrs) {
    const network = parseNetwork(cidr);
    if (!network) throw new Error(`"${cidr}" is not a network.`);
    lists[network.family].addSubnet(network.address, network.prefix, network.family);
  }
  return (address) => lists[familyOf(address)].check(address, familyOf(address));
}

function familyOf(address: string): Network["family"] {
  return isIPv4(address) ? "ipv4" : "ipv6";
}
