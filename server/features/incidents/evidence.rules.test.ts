import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dispositionOf, isShown, kindOf, mediaTypeOf } from "./evidence.rules.ts";

const bytesOf = (text: string) => Buffer.from(text, "latin1");
const png = bytesOf("\x89PNG\r\n\x1a\n\0\0\0\rIHDR");

describe("what a file is", () => {
  it.each([
    ["a PNG", png, "image/png"],
    ["a JPEG", bytesOf("\xff\xd8\xff\xe0\0\x10JFIF"), "image/jpeg"],
    ["a GIF", bytesOf("GIF89a\x01\0"), "image/gif"],
    ["a WebP", bytesOf("RIFF\x24\0\0\0WEBPVP8 "), "image/webp"],
    ["a log", Buffer.from("2026-11-19 14:47 ERROR pool exhausted\n\tat Pool.next\n\x1b[31mübervoll\x1b[0m"), "text/plain; charset=utf-8"],
    ["a drawing in SVG", Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'), "text/plain; charset=utf-8"],
    ["a page in HTML", Buffer.from("<!doctype html><script>alert(1)</script>"), "text/plain; charset=utf-8"],
    ["a sound in a RIFF", bytesOf("RIFF\x24\0\0\0WAVEfmt "), "application/octet-stream"],
    ["a program", bytesOf("\x7fELF\x02\x01\x01\0"), "application/octet-stream"],
  ])("is read from its bytes: %s", (_name, head, mediaType) => {
    expect(mediaTypeOf(head)).toBe(mediaType);
    expect(isShown(mediaType)).toBe(mediaType.startsWith("image/"));
  });

  it("is shown for nothing but the four kinds of picture, whatever the bytes", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
        expect(["text/plain; charset=utf-8", "application/octet-stream", "image/png", "image/jpeg", "image/gif", "image/webp"]).toContain(mediaTypeOf(bytes));
      }),
    );
  });

  it("is a file where somebody calls it a picture and it is none", () => {
    expect(kindOf("picture", "image/png")).toBe("picture");
    expect(kindOf("picture", "text/plain; charset=utf-8")).toBe("file");
    expect(kindOf("log", "image/png")).toBe("log");
  });
});

describe("the name a file is handed out under", () => {
  it("shows pictures, saves the rest, and keeps other alphabets", () => {
    expect(dispositionOf("graph.png", "image/png")).toBe("inline; filename=\"graph.png\"; filename*=UTF-8''graph.png");
    expect(dispositionOf("Ausfälle (1).log", "text/plain; charset=utf-8")).toBe("attachment; filename=\"Ausf_lle (1).log\"; filename*=UTF-8''Ausf%C3%A4lle%20%281%29.log");
  });

  it("leads nowhere and reads as it is", () => {
    expect(dispositionOf("../../etc/passwd", "x")).toContain('filename=".._.._etc_passwd"');
    expect(dispositionOf("invoice\u202Egnp.exe", "x")).toContain('filename="invoicegnp.exe"');
    expect(dispositionOf('a"; filename="b.html', "x")).not.toMatch(/filename="b/);
  });

  it("never breaks the header", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", minLength: 1, maxLength: 60 }), (name) => {
        expect(dispositionOf(name, "x")).toMatch(/^attachment; filename="[^"\\\r\n]+"; filename\*=UTF-8''[\w.~!%#$&+^`|-]+$/);
      }),
    );
  });
});
