const separator = 0xff;
const offset = { high: 0xcbf29ce4, low: 0x84222325 };
/** The prime is 2^40 + this. */
const primeLow = 0x1b3;
const whole = 2 ** 32;

/** What Alertmanager calls a set of labels: FNV-1a of 64 bits over its names and values in the order of the names, each with a byte 255 after it (https://github.com/prometheus/common/blob/main/model/signature.go). */
export function labelFingerprint(labels: Readonly<Record<string, string>>): string {
  let { high, low } = offset;
  const take = (byte: number) => {
    const mixed = (low ^ byte) >>> 0;
    const product = mixed * primeLow;
    high = (high * primeLow + Math.floor(product / whole) + mixed * 0x100) % whole;
    low = product % whole;
  };
  for (const name of Object.keys(labels).sort()) {
    for (const text of [name, labels[name] ?? ""]) {
      for (const byte of Buffer.from(text)) take(byte);
      take(separator);
    }
  }
  return [high, low].map((half) => half.toString(16).padStart(8, "0")).join("");
}
