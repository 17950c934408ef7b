import { describe, expect, it } from "vitest";
import { hideAddress } from "./address.rules.ts";

describe("a hidden address", () => {
  it.each([
    ["sms", "+4915550101", "…01"],
    ["voice", "+4915550199", "…99"],
    ["mail", "amara@private.example", "…@private.example"],
    ["ntfy", "https://ntfy.example/amaras-secret-topic", "…"],
    ["webhook", "https://amara.example/hook?token=1", "…"],
  ])("of %s tells its end at most", (channel, address, hidden) => {
    expect(hideAddress(channel, address)).toBe(hidden);
  });
});
