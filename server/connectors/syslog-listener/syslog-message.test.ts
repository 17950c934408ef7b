import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readSyslogMessage } from "./syslog-message.ts";

const read = (text: string) => readSyslogMessage(Buffer.from(text));

describe("a message of RFC 5424", () => {
  it("is read whole, as in the examples of section 6.5", () => {
    expect(read("<34>1 2003-10-11T22:14:15.003Z mymachine.example.com su - ID47 - \uFEFF'su root' failed for lonvick on /dev/pts/8")).toEqual({
      facility: 4,
      severity: 2,
      time: "2003-10-11T22:14:15.003Z",
      host: "mymachine.example.com",
      app: "su",
      processId: null,
      messageId: "ID47",
      structuredData: {},
      text: "'su root' failed for lonvick on /dev/pts/8",
    });
    expect(read('<165>1 2003-08-24T05:14:15.000003-07:00 192.0.2.1 myproc 8710 - - %% It\'s time')).toMatchObject({ facility: 20, severity: 5, host: "192.0.2.1", processId: "8710", messageId: null, text: "%% It's time" });
    expect(read('<165>1 - h evntslog - ID47 [exampleSDID@32473 iut="3" eventSource="Application"][examplePriority@32473 class="high"]')).toMatchObject({
      structuredData: { "exampleSDID@32473": { iut: "3", eventSource: "Application" }, "examplePriority@32473": { class: "high" } },
      text: "",
    });
  });

  it("of nothing but nil values is a message", () => {
    expect(read("<0>1 - - - - - -")).toEqual({ facility: 0, severity: 0, time: null, host: null, app: null, processId: null, messageId: null, structuredData: {}, text: "" });
  });

  it.each([
    ['[a@1 x="say \\"hi\\" \\\\ \\] \\n"] text', { "a@1": { x: 'say "hi" \\ ] \\n' } }, "text"],
    ['[a@1] text', { "a@1": {} }, "text"],
    ['[a@1 x="a ] that nobody escaped"] text', { "a@1": { x: "a ] that nobody escaped" } }, "text"],
    ['[a@1 x=""  y="ü 🚒"][b@1 x="2"]text', { "a@1": { x: "", y: "ü 🚒" }, "b@1": { x: "2" } }, "text"],
    ['[a@1 x="1"][b@1 x="open text', { "a@1": { x: "1" } }, '[b@1 x="open text'],
    ["[not structured] text", {}, "[not structured] text"],
    ["- [a@1 x=\"1\"]", {}, '[a@1 x="1"]'],
    ["no data at all", {}, "no data at all"],
  ])("has structured data as far as it can be read: %s", (data, structuredData, text) => {
    expect(read(`<13>1 - h a - - ${data}`)).toMatchObject({ structuredData, text });
  });

  it("keeps names that mean something to JavaScript as names", () => {
    expect(Object.entries(read('<13>1 - h a - - [__proto__ constructor="x" __proto__="y"]').structuredData)).toEqual([["__proto__", Object.fromEntries([["constructor", "x"], ["__proto__", "y"]])]]);
  });
});

describe("a message of the older form", () => {
  it.each([
    ["<34>Oct 11 22:14:15 mymachine su: 'su root' failed", { facility: 4, severity: 2, host: "mymachine", app: "su", processId: null, text: "'su root' failed" }],
    ["<13>Feb  5 17:32:18 10.0.0.99 Use the BFG!", { host: "10.0.0.99", app: null, text: "Use the BFG!" }],
    ["<13>Nov 21 15:41:48 vm myapp[13678]: bsd udp", { host: "vm", app: "myapp", processId: "13678", text: "bsd udp" }],
    ["<13>Nov 21 15:41:48 fe80::1 myapp[1]: six", { host: "fe80::1", app: "myapp", text: "six" }],
    ["<13>Nov 21 15:41:48 myapp: without a host", { host: null, app: "myapp", text: "without a host" }],
    ["<13>2026-11-21T15:41:48.123+01:00 vm myapp[1]: with a better time", { time: "2026-11-21T15:41:48.123+01:00", host: "vm", app: "myapp", text: "with a better time" }],
    ["<187>myapp: neither time nor host", { facility: 23, severity: 3, time: null, host: null, app: "myapp", text: "neither time nor host" }],
    ["<189>123: *Mar  1 18:46:11: %SYS-5-CONFIG_I: Configured", { host: null, app: null, text: "123: *Mar  1 18:46:11: %SYS-5-CONFIG_I: Configured" }],
    ["<13>1 is a number and this is a text", { severity: 5, host: null, text: "1 is a number and this is a text" }],
    ["<13>see http://acme.example/x", { app: null, text: "see http://acme.example/x" }],
  ])("is read leniently: %s", (text, message) => {
    expect(read(text)).toMatchObject(message);
  });
});

describe("what is no message", () => {
  it.each(["hello", "", "<>x", "<192>1 - - - - - - x", "<1234>x", "< 13>x", "13>x"])("is a notice with the text as it came: %s", (text) => {
    expect(read(text)).toMatchObject({ facility: 1, severity: 5, host: null, text });
  });

  it("is read in Latin-1 where it is no UTF-8, and without NUL", () => {
    expect(readSyslogMessage(Buffer.from("<11>Nov 21 15:41:48 vm kasse: M\xfchsam", "latin1"))).toMatchObject({ severity: 3, text: "Mühsam" });
    expect(read("<11>a: b\0c\r\n\0").text).toBe("b\uFFFDc");
  });

  it("makes it never throw, and gives text that can be stored", () => {
    const piece = fc.oneof(fc.constantFrom("<13>1 ", "<11>", "- ", "[a@1 ", 'x="', "\\", '"', "]", "Nov 21 15:41:48 ", "\uFEFF", "\0", "\n", "a: "), fc.string({ maxLength: 8 }));
    fc.assert(
      fc.property(fc.oneof(fc.array(piece, { maxLength: 12 }).map((pieces) => Buffer.from(pieces.join(""))), fc.uint8Array({ maxLength: 60 }).map((bytes) => Buffer.from(bytes))), (bytes) => {
        const message = readSyslogMessage(bytes);
        expect(JSON.stringify(message)).not.toContain("\\u0000");
        expect(message.text.isWellFormed()).toBe(true);
        expect(message.severity).toBeLessThan(8);
      }),
      { numRuns: 1_000 },
    );
  });

  it.each(["\n", "<", "[", "\\", '"', "a:", " ", '[a x="', "\0", "1", "]", '[a x="y"]', "a=\"b\" "])("made to take long (%s) does not", (piece) => {
    const begin = performance.now();
    for (const head of ["", "<13>", "<13>1 - h a - - ", '<13>1 - h a - - [a x="', "<13>1 - h a - - [a "]) readSyslogMessage(Buffer.from(`${head}${piece.repeat(65_536 / piece.length)}x`));
    expect(performance.now() - begin).toBeLessThan(1_000);
  });
});
