import { Button, Menu, TextInput } from "@mantine/core";
import { IconPlus, IconSearch } from "@tabler/icons-react";
import { useEffect, useRef, useState } from "react";
import "../design/mantine-form-styles.ts";
import { FilterChip } from "../design/FilterChip.tsx";
import { useKey } from "../shell/KeysProvider.tsx";
import type { AlertsSearch } from "./alerts-search.ts";
import classes from "./AlertsScreen.module.css";

const typingPause = 250;

export interface NamedService {
  id: string;
  name: string;
}

export interface AlertFiltersProps {
  search: AlertsSearch;
  services: readonly NamedService[];
  onChange: (search: AlertsSearch) => void;
}

/** Narrows the list: by words, by service. */
export function AlertFilters({ search, services, onChange }: AlertFiltersProps) {
  const service = services.find((known) => known.id === search.service);
  const { service: _dropped, ...withoutService } = search;
  return (
    <div className={classes["filters"]} role="search">
      <SearchField value={search.search ?? ""} onSettle={(words) => onChange({ ...search, search: words })} />
      {search.service === undefined ? (
        <ServiceMenu services={services} onChoose={(id) => onChange({ ...search, service: id })} />
      ) : (
        <FilterChip name="Service" value={service?.name ?? search.service} onRemove={() => onChange(withoutService)} />
      )}
    </div>
  );
}

function SearchField({ value, onSettle }: { value: string; onSettle: (words: string) => void }) {
  const field = useRef<HTMLInputElement>(null);
  const [words, setWords] = useState(value);
  const settle = useRef(onSettle);
  const settled = useRef(value);
  useEffect(() => {
    settle.current = onSettle;
  });
  // Other words that were not typed here, such as those of a kept view, take the place of these.
  useEffect(() => {
    if (value !== settled.current) setWords(value);
    settled.current = value;
  }, [value]);
  useEffect(() => {
    if (words === value) return undefined;
    const timer = setTimeout(() => {
      settled.current = words;
      settle.current(words);
    }, typingPause);
    return () => clearTimeout(timer);
  }, [words, value]);
  useKey("/", "Search in the alerts", () => field.current?.focus());
  return (
    <TextInput
      ref={field}
      className={classes["search"] ?? ""}
      type="search"
      aria-label="Title, label, service"
      placeholder="Title, label, service"
      leftSection={<IconSearch size={15} stroke={1.7} />}
      value={words}
      onChange={(event) => setWords(event.currentTarget.value)}
    />
  );
}

function ServiceMenu({ services, onChoose }: { services: readonly NamedService[]; onChoose: (id: string) => void }) {
  if (services.length === 0) return null;
  return (
    <Menu>
      <Menu.Target>
        <Button variant="default" size="xs" className={classes["add"] ?? ""} leftSection={<IconPlus size={13} stroke={1.8} />}>
          Service
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {services.map((service) => (
          <Menu.Item key={service.id} onClick={() => onChoose(service.id)}>
            {service.name}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
