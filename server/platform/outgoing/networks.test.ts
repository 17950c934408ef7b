import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createJudge } from "./networks.ts";
import { specialNetworks } from "./special-networks.ts";

const judge = createJudge([]);
const octet = fc.integer({ min: 0, max: 255 });
const anyAddress = fc.tuple(octet, octet, octet, octet);
const hex = (high: number, low: number) => ((high << 8) | low).toString(16);

describe("which addresses may be called", () => {
  it.each(["8.8.8.8", "1.1.1.1", "93.184.215.14", "2606:4700::1111", "2a00:1450:4001:800::200e", "64:ff9b::8.8.8.8", "::ffff:8.8.8.8"])("%s may", (address) => {
    expect(judge(address)).toBeNull();
  });

  it.each([
    ["127.0.0.1", "the loopback network"],
    ["10.1.2.3", "a private network"],
    ["172.31.255.255", "a private network"],
    ["192.168.0.1", "a private network"],
    ["169.254.10.10", "the link-local network"],
    ["169.254.169.254", "the metadata network of a cloud"],
    ["fd00:ec2::254", "the metadata network of a cloud"],
    ["100.127.255.255", "a network shared by a provider's customers"],
    ["0.0.0.0", "the unspecified network"],
    ["239.1.1.1", "a multicast network"],
    ["255.255.255.255", "a reserved network"],
    ["203.0.113.9", "a network for documentation"],
    ["::1", "the loopback network"],
    ["::", "the unspecified network"],
    ["fe80::1%eth0", "the link-local network"],
    ["fd12:3456::1", "a private network"],
    ["ff02::1", "a multicast network"],
    ["2001:db8::1", "a network for documentation"],
    ["2001:0:4136:e378::1", "a reserved network"],
  ])("%s may not: it is in %s", (address, name) => {
    expect(judge(address)?.name).toBe(name);
  });

  it("judges every way of writing an IPv4 address in IPv6 as that address", () => {
    fc.assert(
      fc.property(anyAddress, ([a, b, c, d]) => {
        const plain = judge([a, b, c, d].join("."));
        const [high, low] = [hex(a, b), hex(c, d)];
        const forms = [`::ffff:${a}.${b}.${c}.${d}`, `::ffff:${high}:${low}`, `0:0:0:0:0:ffff:${high}:${low}`, `::ffff:0:${high}:${low}`, `64:ff9b::${high}:${low}`, `2002:${high}:${low}::1`];
        for (const form of forms) expect(judge(form), form).toEqual(plain);
      }),
    );
  });

  it("calls nothing in IPv6 that was never given out", () => {
    const group = fc.integer({ min: 0, max: 0xffff }).map((value) => value.toString(16));
    const first = fc.integer({ min: 1, max: 0xffff }).filter((value) => value >> 13 !== 1 && value !== 0x64).map((value) => value.toString(16));
    fc.assert(fc.property(first, fc.array(group, { minLength: 7, maxLength: 7 }), (start, rest) => judge([start, ...rest].join(":")) !== null));
  });
});

describe("the operator's own networks", () => {
  it("are called, and nothing beside them", () => {
    const allowing = createJudge(["10.1.0.0/16", "fd12::/16"]);
    expect(allowing("10.1.255.1")).toBeNull();
    expect(allowing("::ffff:10.1.0.1")).toBeNull();
    expect(allowing("fd12::9")).toBeNull();
    expect(allowing("10.2.0.1")?.cidr).toBe("10.0.0.0/8");
    expect(allowing("fd13::9")?.cidr).toBe("fc00::/7");
    expect(allowing("127.0.0.1")?.cidr).toBe("127.0.0.0/8");
  });

  it("can be any that is refused, by the very name that the refusal gives", () => {
    for (const { cidr } of specialNetworks) expect(createJudge([cidr])(cidr.split("/")[0] ?? ""), cidr).toBeNull();
  });

  it("of one family say nothing about the other", () => {
    expect(createJudge(["0.0.0.0/0"])("::1")).not.toBeNull();
    expect(createJudge(["::/0"])("127.0.0.1")).not.toBeNull();
  });
});
