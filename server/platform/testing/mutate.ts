type Container = Record<string, unknown>;
type Change = (holder: Container, name: string, draw: Draw) => void;
/** A whole number below the limit. */
type Draw = (limit: number) => number;

const swaps: readonly unknown[] = [null, [], {}, [null], ["a text"], { odd: { deeper: 1 } }, true, "", 0, -1.5];

const changes: readonly Change[] = [
  (holder, name) => void (Array.isArray(holder) ? holder.splice(Number(name), 1) : delete holder[name]),
  (holder, name) => void (holder[name] = null),
  (holder, name) => void (holder[name] = otherKind(holder[name])),
  (holder, name, draw) => void (holder[name] = structuredClone(swaps[draw(swaps.length)])),
  (holder, _name, draw) => void (Array.isArray(holder) ? holder.push({ unheardOf: draw(100) }) : (holder[`unheardOf${draw(100)}`] = "a member that nobody described")),
];

/** Gives a deep copy with one change: a member gone, null, a number for a text or the other way, a list or object in its place, or a member added. The same seed makes the same change. */
export function mutate(value: unknown, seed: number): unknown {
  const draw = drawFrom(seed);
  const root: Container = { value: structuredClone(value) };
  const places = placesIn(root.value);
  const [holder, name] = places.length === 0 ? [root, "value"] : places[draw(places.length)]!;
  const change = places.length === 0 ? changes[2]! : changes[draw(changes.length)]!;
  change(holder, name, draw);
  return root.value;
}

function placesIn(value: unknown): [Container, string][] {
  if (typeof value !== "object" || value === null) return [];
  const holder = value as Container;
  return Object.keys(holder).flatMap((name) => [[holder, name] as [Container, string], ...placesIn(holder[name])]);
}

function otherKind(value: unknown): unknown {
  if (typeof value === "number") return String(value);
  if (typeof value === "string") return value.trim() !== "" && Number.isFinite(Number(value)) ? Number(value) : value.length;
  return typeof value === "boolean" ? String(value) : "a text where none was";
}

/** The generator mulberry32 (Tommy Ettinger, public domain). */
function drawFrom(seed: number): Draw {
  let state = seed >>> 0;
  return (limit) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit;
  };
}
