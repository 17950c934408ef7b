import { describe, expect, it } from "vitest";
import { readSettings } from "./settings.ts";

describe("MUSTER_ALLOW_NETWORKS", () => {
  it("allows none where it is not set", () => {
    expect(readSettings({}).allowNetworks).toEqual([]);
  });

  it("takes networks of both families and single addresses, with spaces between", () => {
    const { allowNetworks } = readSettings({ MUSTER_ALLOW_NETWORKS: "10.0.0.0/8, fd00::/8,192.168.1.7 , ::1" });
    expect(allowNetworks).toEqual(["10.0.0.0/8", "fd00::/8", "192.168.1.7", "::1"]);
  });

  it.each(["10.0.0.0/33", "10.0.0/8", "fd00::/129", "localhost", "10.0.0.0/", "10.0.0.0/-1", "fe80::1%eth0", "0x7f.1", "10.0.0.0-10.0.0.9"])("names %s as what is wrong, and the mend", (wrong) => {
    expect(() => readSettings({ MUSTER_ALLOW_NETWORKS: `10.0.0.0/8,${wrong}` })).toThrow(`MUSTER_ALLOW_NETWORKS holds "${wrong}", which is not a network. Write an address and its prefix, e.g. 10.0.0.0/8`);
  });

  it("names every wrong one", () => {
    expect(() => readSettings({ MUSTER_ALLOW_NETWORKS: "one,two" })).toThrow(/"one".*\n.*"two"/);
  });
});
