import { type MantineColorScheme, useMantineColorScheme } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconAlertTriangle, IconBell, IconBellOff, IconBox, IconCalendarEvent, IconLogout, IconMoon, IconSettings, IconSun, IconSunMoon, IconUser } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { AlertView } from "../../server/features/alert-intake/contract.ts";
import type { PersonView, ServiceView } from "../../server/features/directory/contract.ts";
import type { IncidentView } from "../../server/features/incidents/contract.ts";
import type { ScheduleView } from "../../server/features/on-call/contract.ts";
import type { List } from "../api/client.ts";
import { useAddress } from "../api/queries.ts";
import { signOut, useSignedIn } from "../api/session.ts";
import { toast } from "../design/toasts.ts";
import { placesFor } from "../settings/settings-places.ts";
import { commandsFor } from "./palette-order.ts";
import type { Finding, Found } from "./types.ts";

const icon = { size: 16, stroke: 1.7 };
const most = 5;

const schemes: readonly { id: MantineColorScheme; title: string; icon: ReactNode }[] = [
  { id: "light", title: "Colours: light", icon: <IconSun {...icon} /> },
  { id: "dark", title: "Colours: dark", icon: <IconMoon {...icon} /> },
  { id: "auto", title: "Colours: as the system", icon: <IconSunMoon {...icon} /> },
];

/** What can be done from anywhere besides what keys do: the settings, the colours, the way out. */
function useDeeds(go: (href: string) => void): Found[] {
  const session = useSignedIn();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const queries = useQueryClient();
  const leave = () => void signOut(queries).catch((problem: Error) => void toast(problem.message));
  const settings = placesFor(session?.role).map(({ path, words }): Found => ({ id: path, group: "do", title: `Settings: ${words}`, icon: <IconSettings {...icon} />, act: () => go(path) }));
  const colours = schemes.filter(({ id }) => id !== colorScheme).map(({ id, ...scheme }): Found => ({ id, group: "do", ...scheme, act: () => setColorScheme(id) }));
  const declare: Found[] = session === null || session.role === "viewer" ? [] : [{ id: "declare", group: "do", title: "Declare an incident", icon: <IconAlertTriangle {...icon} />, keys: "D", act: () => go("/declare") }];
  const silences: Found[] = [{ id: "/alerts/silences", group: "do", title: "Silences", icon: <IconBellOff {...icon} />, act: () => go("/alerts/silences") }];
  const own: Found[] = [{ id: "/on-call/me", group: "do", title: "My on-call", icon: <IconCalendarEvent {...icon} />, act: () => go("/on-call/me") }];
  const silence: Found[] = declare.length === 0 ? [] : [{ id: "silence", group: "do", title: "Silence alerts", icon: <IconBellOff {...icon} />, act: () => go("/alerts/silences?new=true") }];
  return [...declare, ...own, ...silences, ...silence, ...settings, ...colours, { id: "sign-out", group: "do", title: "Sign out", icon: <IconLogout {...icon} />, act: leave }];
}

/** People, services and schedules; few enough to be searched here. */
function useDirectory(isAsked: boolean, go: (href: string) => void): Found[] {
  const { data: people } = useAddress<List<PersonView>>("people", isAsked ? "/api/v1/people?limit=500" : null);
  const { data: services } = useAddress<List<ServiceView>>("services", isAsked ? "/api/v1/services?limit=500" : null);
  const { data: schedules } = useAddress<List<ScheduleView>>("on-call", isAsked ? "/api/v1/schedules?limit=500" : null);
  return [
    ...(people?.items ?? []).map(({ id, name, email }) => thing(`/people/${encodeURIComponent(id)}`, name, email, <IconUser {...icon} />, go)),
    ...(services?.items ?? []).map(({ id, name }) => thing(`/services/${encodeURIComponent(id)}`, name, "Service", <IconBox {...icon} />, go)),
    ...(schedules?.items ?? []).map(({ id, name }) => thing(`/on-call?schedule=${encodeURIComponent(id)}`, name, "Schedule", <IconCalendarEvent {...icon} />, go)),
  ];
}

function thing(href: string, title: string, detail: string, sign: ReactNode, go: (href: string) => void): Found {
  return { id: href, group: "find", title, detail, icon: sign, act: () => go(href) };
}

function useAlerts(query: string, go: (href: string) => void): { found: Found[]; isLoading: boolean } {
  const path = query === "" ? null : `/api/v1/alerts?limit=${most}&search=${encodeURIComponent(query.slice(0, 200))}`;
  const { data, isFetching } = useAddress<List<AlertView>>("alerts", path, { keepsLast: true });
  const items = path === null ? [] : (data?.items ?? []);
  const found = items.map((alert): Found => ({
    id: `alert/${alert.id}`,
    group: "find",
    title: alert.title,
    detail: [alert.serviceName, alert.status].filter(Boolean).join(", "),
    icon: <IconBell {...icon} />,
    act: () => go(`/alerts/${alert.id}`),
  }));
  return { found, isLoading: isFetching };
}

function useIncidents(query: string, go: (href: string) => void): { found: Found[]; isLoading: boolean } {
  const path = query === "" ? null : `/api/v1/incidents?limit=${most}&search=${encodeURIComponent(query.slice(0, 200))}`;
  const { data, isFetching } = useAddress<List<IncidentView>>("incidents", path, { keepsLast: true });
  const items = path === null ? [] : (data?.items ?? []);
  const found = items.map(({ ref, title, status }): Found => ({ id: ref, group: "find", title: title ?? ref, detail: `${ref}, ${status}`, icon: <IconAlertTriangle {...icon} />, act: () => go(`/incidents/${ref}`) }));
  return { found, isLoading: isFetching };
}

/** What the server knows under these words: alerts, people, schedules; and what can be done from anywhere. */
export function useFinding(typed: string): Finding {
  const navigate = useNavigate();
  const go = (href: string) => void navigate({ href });
  const query = typed.trim();
  const [asked] = useDebouncedValue(query, 120);
  const incidents = useIncidents(asked, go);
  const alerts = useAlerts(asked, go);
  const directory = useDirectory(query !== "", go);
  const deeds = useDeeds(go);
  if (query === "") return { found: [...deeds.slice(0, 1), ...deeds.slice(-1)], isLoading: false };
  return { found: [...commandsFor(query, deeds), ...incidents.found, ...commandsFor(query, directory).slice(0, 2 * most), ...alerts.found], isLoading: incidents.isLoading || alerts.isLoading || asked !== query };
}
