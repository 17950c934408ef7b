/** Prefixes, in groups of 16 bits, behind which an IPv4 address stands; the place is the group where it begins. */
const carriers: readonly { prefix: readonly number[]; place: number }[] = [
  // IPv4-mapped, IPv4-translated, IPv4-compatible, NAT64, 6to4.
  { prefix: [0, 0, 0, 0, 0, 0xffff], place: 6 },
  { prefix: [0, 0, 0, 0, 0xffff, 0], place: 6 },
  { prefix: [0, 0, 0, 0, 0, 0], place: 6 },
  { prefix: [0x64, 0xff9b, 0, 0, 0, 0], place: 6 },
  { prefix: [0x2002], place: 1 },
];

/** The IPv4 address that an IPv6 address stands for, where it stands for one; `::` and `::1` are addresses of their own. */
export function embeddedAddress(address: string): string | null {
  const groups = groupsOf(address);
  const isOwn = groups.slice(0, 7).every((group) => group === 0) && (groups[7] ?? 0) <= 1;
  const carrier = carriers.find(({ prefix }) => prefix.every((group, place) => groups[place] === group));
  if (isOwn || !carrier) return null;
  const [high = 0, low = 0] = groups.slice(carrier.place, carrier.place + 2);
  return [high >> 8, high & 0xff, low >> 8, low & 0xff].join(".");
}

/** The eight groups of an IPv6 address, however it is written. */
function groupsOf(address: string): number[] {
  const plain = new URL(`http://[${address}]`).hostname.slice(1, -1);
  const [head = "", tail] = plain.split("::");
  const [left, right] = [readGroups(head), readGroups(tail ?? "")];
  const gap = tail === undefined ? 0 : 8 - left.length - right.length;
  return [...left, ...Array<number>(gap).fill(0), ...right];
}

function readGroups(text: string): number[] {
  return text === "" ? [] : text.split(":").map((group) => Number.parseInt(group, 16));
}
