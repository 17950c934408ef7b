import { Select } from "@mantine/core";
import "../../design/mantine-form-styles.ts";
import type { List } from "../../api/client.ts";
import { useAddress } from "../../api/queries.ts";

interface NamedService {
  id: string;
  name: string;
}

/** The service that is meant where an alert names none. */
export function ServiceField({ value, onChange }: { value: string; onChange: (id: string) => void }) {
  const services = useAddress<List<NamedService>>("services", "/api/v1/services?limit=500");
  const options = (services.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }));
  return (
    <Select
      label="Else the service"
      placeholder="unassigned"
      data={options}
      value={value === "" ? null : value}
      onChange={(id) => onChange(id ?? "")}
      allowDeselect
      searchable
      nothingFoundMessage="No service of that name"
    />
  );
}
