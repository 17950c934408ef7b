import { describe, expect, it } from "vitest";
import { membersOfText } from "./text-members.adapter.ts";
import { unwrapped } from "./unwrapping.adapter.ts";

describe("a text", () => {
  it.each([
    ["XML", '<?xml version="1.0"?><!-- ours --><alarm id="7"><text>A &lt; B &amp; C</text><door>1</door><door>2</door><note><![CDATA[<b>]]></note><empty/></alarm>', { alarm: { id: "7", text: "A < B & C", door: ["1", "2"], note: "<b>", empty: "" } }],
    ["XML with names from elsewhere", '<s:Envelope xmlns:s="urn:s"><s:Body><a:code a:kind="x">9</a:code></s:Body></s:Envelope>', { Envelope: { Body: { code: { kind: "x", value: "9" } } } }],
    ["XML with elements called value", "<list><one><name>disk</name><value>98</value></one><two value='9'>full</two></list>", { list: { one: { name: "disk", value: "98" }, two: { value: "9", text: "full" } } }],
    ["XML with numbered letters", "<alarm text='T&#252;r'>&#x41;&amp;lt;</alarm>", { alarm: { text: "Tür", value: "A&lt;" } }],
    ["a table", 'host,state,message\ndb1,CRITICAL,"97 %, ""full"""\ndb2,OK,\n', [{ host: "db1", state: "CRITICAL", message: '97 %, "full"' }, { host: "db2", state: "OK", message: "" }]],
    ["a table with semicolons", "Anlage;Meldung;Status\r\nKessel 2;Druck;gestört\r\n", [{ Anlage: "Kessel 2", Meldung: "Druck", Status: "gestört" }]],
    ["a table with lines in its fields", 'host,state,message\ndb1,CRITICAL,"97 %\nfull"', [{ host: "db1", state: "CRITICAL", message: "97 %\nfull" }]],
    ["pairs in a line", "host=db1 state=CRITICAL msg=\"97 \\\"full\\\"\", load='4 5'", { host: "db1", state: "CRITICAL", msg: '97 "full"', load: "4 5" }],
    ["pairs on lines", "HOST=db1\nSTATE=OK\nCHECK=load\n", { HOST: "db1", STATE: "OK", CHECK: "load" }],
    ["lines of pairs", "a=1 b=2 c=3\na=4 b=5 c=6", [{ a: "1", b: "2", c: "3" }, { a: "4", b: "5", c: "6" }]],
    ["a form", "host=db1&state=CRITICAL&msg=97+%25+%22full%22", { host: "db1", state: "CRITICAL", msg: '97 % "full"' }],
    ["fields on lines", "Subject: Disk is full\nHost: db1\n\nState: OK\nNote:\n", { Subject: "Disk is full", Host: "db1", State: "OK", Note: "" }],
    ["lines of JSON", '{"host":"db1"}\n{"host":"db2"}\n', [{ host: "db1" }, { host: "db2" }]],
  ])("that is %s is read as members", (_what, text, members) => {
    expect(membersOfText(text)).toEqual(members);
  });

  it.each(["", "Disk of db1 is full", "CPU, memory, disk\nall fine", "a=1 and more", "a=1&more", "https://shop.example/?a=1&b=2", "CRITICAL: disk is full\nOK: load\nWARNING: swap", "Shop is down.\nHost: db1\nState: down", "Host: db1\nRack: 7\nRow: 2", "<p>Shop is down</p>", "<a><b></a>", "<a>", "< 5 %", '{"broken":\n{"json":', "x <!-- y", "<a>x</a> and more", "<a><__proto__>1</__proto__></a>", '<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>'])("such as %j stays a text", (text) => {
    expect(membersOfText(text)).toBeNull();
    expect(unwrapped(text)).toBe(text);
  });

  it("has its secrets masked", () => {
    expect(unwrapped("host=db1 state=OK password=hunter2hunter2")).toEqual({ host: "db1", state: "OK", password: "redacted before storing" });
    expect(unwrapped("host=db1&state=OK&password=hunter2hunter2")).toEqual({ host: "db1", state: "OK", password: "redacted before storing" });
  });

  it("that is a form of one JSON member is that JSON", () => {
    expect(unwrapped("payload=%7B%22host%22%3A%22db1%22%7D")).toEqual({ host: "db1" });
  });

  it("may be as long and odd as it likes", () => {
    const hostile = ["<a>".repeat(100_000), `<a>${"<!--x>".repeat(80_000)}`, `<a>${"<![CDATA[".repeat(50_000)}`, 'a="'.repeat(150_000), `${"a,".repeat(200_000)}\n1`, `<a ${'b="" '.repeat(80_000)}`, "<a b".repeat(100_000), "a=b&".repeat(100_000), "a: b\n".repeat(100_000), `<a>${"<b/>".repeat(100_000)}</a>`];
    for (const text of hostile) expect(membersOfText(text)).toBeNull();
  });
});
