import { NativeSelect } from "@mantine/core";
import { useNavigate, useSearch } from "@tanstack/react-router";
import type { ProcessVersionView } from "../../server/features/process/draft.contract.ts";

/** Which version the one that is read is laid beside. A draft is always compared, with the version in force unless another is chosen. */
export function CompareChoice({ versions, own }: { versions: readonly ProcessVersionView[]; own: number | null }) {
  const search = useSearch({ from: "/shell/settings/process" });
  const navigate = useNavigate();
  const others = versions.filter(({ version }) => version !== own);
  if (others.length === 0) return null;
  const data = [...(own === null ? [] : [{ value: "", label: "Compare with …" }]), ...others.map(({ version }) => ({ value: String(version), label: `Compared with ${version}` }))];
  const value = String(search.against ?? (own === null ? (versions[0]?.version ?? "") : ""));
  const choose = (against: string) => void navigate({ to: "/settings/process", search: { ...(own === null ? {} : { version: own }), ...(against === "" ? {} : { against: Number(against) }) } });
  return <NativeSelect aria-label="Compare with" data={data} value={value} onChange={(event) => choose(event.currentTarget.value)} />;
}
