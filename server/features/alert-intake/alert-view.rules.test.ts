import { describe, expect, it } from "vitest";
import { readFilters, serviceOf, writeFilters } from "./alert-view.rules.ts";

describe("The filters of a view", () => {
  it("are read from an address and written again in one order, whatever the order was", () => {
    const { known, unknown } = readFilters("?service=payments&search=slow+disk%20%26&view=held");
    expect(unknown).toEqual([]);
    expect(writeFilters(known)).toBe("view=held&search=slow+disk+%26&service=payments");
    expect(writeFilters(readFilters(writeFilters(known)).known)).toBe("view=held&search=slow+disk+%26&service=payments");
    expect(serviceOf(known)).toBe("payments");
  });

  it("are none where an address says nothing", () => {
    expect(readFilters("")).toEqual({ known: [], unknown: [] });
    expect([writeFilters([]), serviceOf([])]).toEqual(["", null]);
  });

  it.each(["colour=red", "view=burnt", `search=${"x".repeat(201)}`, `service=${"x".repeat(101)}`, "service="])("are not %s", (text) => {
    const { known, unknown } = readFilters(`view=held&${text}`);
    expect(writeFilters(known)).toBe("view=held");
    expect(unknown).toHaveLength(1);
  });

  it("hold a name once: of two the first counts and the other changes nothing", () => {
    expect(writeFilters(readFilters("service=a&service=b").known)).toBe("service=a");
  });

  it("survive any text", () => {
    for (const text of ["%", "%E0%A4%A", "&&&==", "?", "a".repeat(2_000), "view=%00", "__proto__=1&constructor=2"]) expect(() => writeFilters(readFilters(text).known)).not.toThrow();
  });
});
