import { Button, Menu, TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { IconPlus, IconSearch } from "@tabler/icons-react";
import { useRef } from "react";
import type { ServiceView } from "../../../server/features/directory/contract.ts";
import type { ProcessWords } from "../../../server/features/process/contract.ts";
import type { List } from "../../api/client.ts";
import { useAddress } from "../../api/queries.ts";
import { FilterChip } from "../../design/FilterChip.tsx";
import "../../design/mantine-form-styles.ts";
import { useKey } from "../../shell/KeysProvider.tsx";
import type { IncidentsSearch } from "./incidents-search.ts";
import classes from "./Incidents.module.css";

const typingPause = 250;

interface FilterProps {
  search: IncidentsSearch;
  onChange: (search: IncidentsSearch) => void;
}

/** Narrows the list: by words of the title or a reference, by service, by severity. */
export function IncidentFilters({ search, onChange }: FilterProps) {
  const services = useAddress<List<ServiceView>>("services", "/api/v1/services?limit=500");
  const process = useAddress<ProcessWords>("settings", "/api/v1/process");
  const without = (name: "service" | "severity") => onChange(Object.fromEntries(Object.entries(search).filter(([key]) => key !== name)));
  return (
    <div className={classes["filters"]} role="search">
      <SearchField value={search.search ?? ""} onSettle={(words) => onChange({ ...search, search: words })} />
      <Choice name="Service" chosen={search.service} options={services.data?.items ?? []} onChoose={(service) => onChange({ ...search, service })} onRemove={() => without("service")} />
      <Choice name="Severity" chosen={search.severity} options={process.data?.severities ?? []} onChoose={(severity) => onChange({ ...search, severity })} onRemove={() => without("severity")} />
    </div>
  );
}

function SearchField({ value, onSettle }: { value: string; onSettle: (words: string) => void }) {
  const field = useRef<HTMLInputElement>(null);
  const settle = useDebouncedCallback(onSettle, typingPause);
  useKey("/", "Search in the incidents", () => field.current?.focus());
  return (
    <TextInput
      ref={field} type="search" className={classes["search"] ?? ""} aria-label="Title or reference" placeholder="Title or reference"
      leftSection={<IconSearch size={15} stroke={1.7} />} defaultValue={value} onChange={(event) => settle(event.currentTarget.value)}
    />
  );
}

interface ChoiceProps {
  name: string;
  chosen: string | undefined;
  options: readonly { id: string; name: string }[];
  onChoose: (id: string) => void;
  onRemove: () => void;
}

function Choice({ name, chosen, options, onChoose, onRemove }: ChoiceProps) {
  if (chosen !== undefined) return <FilterChip name={name} value={options.find(({ id }) => id === chosen)?.name ?? chosen} onRemove={onRemove} />;
  if (options.length === 0) return null;
  return (
    <Menu>
      <Menu.Target>
        <Button variant="default" size="xs" className={classes["add"] ?? ""} leftSection={<IconPlus size={13} stroke={1.8} />}>{name}</Button>
      </Menu.Target>
      <Menu.Dropdown>
        {options.map((option) => <Menu.Item key={option.id} onClick={() => onChoose(option.id)}>{option.name}</Menu.Item>)}
      </Menu.Dropdown>
    </Menu>
  );
}
