import { generateKeyPairSync, sign } from "node:crypto";

/** Makes a certificate that signs itself, for a day and for one host name (X.509, RFC 5280). Both are PEM. */
export function makeCertificate(host: string): { certificate: string; key: string } {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "prime256v1" });
  const algorithm = sequence(identifier("2a8648ce3d040302"));
  const name = sequence(item(0x31, sequence(identifier("550403"), item(0x0c, Buffer.from(host)))));
  const alternative = sequence(identifier("551d11"), item(0x04, sequence(item(0x82, Buffer.from(host)))));
  const told = sequence(
    item(0xa0, item(0x02, Buffer.from([2]))),
    item(0x02, Buffer.from([1])),
    ...[algorithm, name, sequence(moment(-1), moment(1)), name],
    publicKey.export({ type: "spki", format: "der" }),
    item(0xa3, sequence(alternative)),
  );
  const signature = item(0x03, Buffer.concat([Buffer.from([0]), sign("sha256", told, privateKey)]));
  const bytes = sequence(told, algorithm, signature).toString("base64").replace(/.{64}(?=.)/g, "$&\n");
  return { certificate: `-----BEGIN CERTIFICATE-----\n${bytes}\n-----END CERTIFICATE-----\n`, key: privateKey.export({ type: "pkcs8", format: "pem" }).toString() };
}

/** One item of DER: its kind, how long it is, and what it is. */
function item(kind: number, content: Buffer): Buffer {
  const { length } = content;
  const size = length < 0x80 ? [length] : length < 0x1_00 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([kind, ...size]), content]);
}

function sequence(...items: readonly Buffer[]): Buffer {
  return item(0x30, Buffer.concat(items));
}

function identifier(hex: string): Buffer {
  return item(0x06, Buffer.from(hex, "hex"));
}

/** So many days from now. */
function moment(days: number): Buffer {
  const text = new Date(Date.now() + days * 86_400_000).toISOString();
  return item(0x17, Buffer.from(`${text.slice(2, 19).replace(/[-T:]/g, "")}Z`));
}
