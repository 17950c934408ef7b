import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MailSkimming } from "./mail-skimming.ts";
import { readMail } from "./received-mail.ts";

function skim(mail: Buffer, chunkBytes: number): Buffer {
  const skimming = new MailSkimming();
  for (let from = 0; from < mail.length; from += chunkBytes) skimming.add(mail.subarray(from, from + chunkBytes));
  return skimming.finish();
}

const attachment = (name: string, megabytes: number) =>
  `--b\r\nContent-Type: image/png; name="${name}"\r\nContent-Transfer-Encoding: base64\r\n\r\n${`${"A".repeat(76)}\r\n`.repeat((megabytes * 1_048_576) / 78)}`;
const mailWith = (...parts: string[]) => Buffer.from(`From: a@b.example\r\nSubject: x\r\nContent-Type: multipart/mixed; boundary="b"\r\n\r\n--b\r\n\r\nThe text\r\n${parts.join("")}--b--\r\n`);

describe("skimming a mail", () => {
  it("leaves a small one as it is, however it comes in", () => {
    const line = fc.oneof(fc.constant("--"), fc.constant("\r\n"), fc.constant("\n"), fc.constant("-"), fc.string({ maxLength: 5 }));
    fc.assert(
      fc.property(fc.array(line), fc.integer({ min: 1, max: 9 }), (lines, chunkBytes) => {
        const mail = Buffer.from(lines.join(""));
        expect(skim(mail, chunkBytes).equals(mail)).toBe(true);
      }),
    );
  });

  it("keeps text and names of a large one, and little else", async () => {
    const mail = mailWith(attachment("one.png", 8), attachment("two.png", 8), attachment("three.png", 1));
    const skimmed = skim(mail, 60_001);
    expect(skimmed.length).toBeLessThan(1_000_000);
    expect(await readMail(skimmed, "a@b.example")).toMatchObject({ text: "The text\n", attachments: [{ name: "one.png" }, { name: "two.png" }, { name: "three.png" }] });
  });

  it("keeps its measure with what is made to exceed it", () => {
    for (const hostile of ["x", "-", "--", "--\n", "--\r\nx\r\n", "\n--"]) {
      expect(skim(Buffer.from(hostile.repeat(5_000_000 / hostile.length)), 65_536).length).toBeLessThan(4_400_000);
    }
  });
});
