import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { smsText, spokenText, type ShortMessage } from "./short-message.rules.ts";

const link = "https://muster.example/p/7cc5124e54c585aa944ef7e14f2ea32a8tZ4qDSVpsVp4f0TLewOQRlCJvpYZQs0";
const page = (changes: Partial<ShortMessage> = {}): ShortMessage => ({ messageKey: "page.1", subject: "Critical: p99 above 2 s (Checkout)", text: "long", link, replyCode: "4821", ...changes });

describe("a page as SMS", () => {
  it("says what it is, where it leads and how to answer", () => {
    expect(smsText(page())).toBe(`Critical: p99 above 2 s (Checkout)\n${link}\nReply 1 4821: I have it. 2 4821: I can't.`);
  });

  it("leaves out what there is not", () => {
    expect(smsText({ messageKey: "proof.1", subject: "S", text: "T", link })).toBe(`S\n${link}`);
    expect(smsText(page({ link: null }))).toBe("Critical: p99 above 2 s (Checkout)\nReply 1 4821: I have it. 2 4821: I can't.");
  });

  it("without anything to answer is its text, such as a code", () => {
    expect(smsText({ messageKey: "proof.1", subject: "Your code", text: "Your code for Muster is 482913.\nIt holds for ten minutes.\n", link: null })).toBe("Your code for Muster is 482913. It holds for ten minutes.");
  });

  it("keeps to two segments of 153 by writing typographic signs plainly", () => {
    const text = smsText(page({ subject: `“Checkout” – p99 ≥ 2 s… ${"x".repeat(500)}` }));
    expect(text).toMatch(/^"Checkout" - p99 >= 2 s\.\.\. x+\.\.\.\n/);
    expect(text).toHaveLength(306);
    expect(text).toContain(`\n${link}\nReply 1 4821: I have it. 2 4821: I can't.`);
  });

  it("counts the signs of the extension twice", () => {
    expect(smsText({ messageKey: "page.1", subject: "€".repeat(400), text: "", link: null, replyCode: "1234" })).toMatch(/^€{130}\.\.\.\nReply/);
  });

  it("in another script keeps to two segments of 67, or tells 40 signs beside a long link", () => {
    expect(smsText({ messageKey: "page.1", subject: "决済が停止しています".repeat(30), text: "", link: null, replyCode: "1234" })).toHaveLength(134);
    const [subject] = smsText(page({ subject: "🔥".repeat(100) })).split("\n");
    expect(subject).toBe(`${"🔥".repeat(18)}...`);
  });

  it("is one line of words, whatever it is called, and always whole after them", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 600 }), (subject) => {
        const lines = smsText(page({ subject })).split("\n");
        expect(lines.slice(1)).toEqual([link, "Reply 1 4821: I have it. 2 4821: I can't."]);
        expect(lines[0]).not.toMatch(/[\p{Cc}\p{Cs}]/u);
      }),
    );
  });
});

describe("a page as words", () => {
  it("says whom it calls and what it is about", () => {
    expect(spokenText({ ...page(), recipientName: "Amara" })).toBe("Muster calls Amara. Critical: p99 above 2 s (Checkout)");
  });

  it("that is none, such as a code, is its text", () => {
    expect(spokenText({ messageKey: "proof.1", subject: "Code", text: "Your code is 4, 8, 2, 9.\nOnce more: 4, 8, 2, 9.\n", link: null, recipientName: "Amara" })).toBe("Muster calls Amara. Your code is 4, 8, 2, 9. Once more: 4, 8, 2, 9.");
  });

  it("is short", () => {
    expect(spokenText({ ...page({ subject: "x".repeat(2_000) }), recipientName: "A" }).length).toBeLessThan(330);
  });
});
