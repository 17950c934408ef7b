/** A network that outgoing requests do not reach by themselves. */
export interface SpecialNetwork {
  cidr: string;
  /** What it is, in words that follow "is in". */
  name: string;
}

/** From the registries of special-purpose addresses (RFC 6890 and what came after it); the first that fits names an address. */
export const specialNetworks: readonly SpecialNetwork[] = [
  { cidr: "169.254.169.254/32", name: "the metadata network of a cloud" },
  { cidr: "168.63.129.16/32", name: "the metadata network of a cloud" },
  { cidr: "100.100.100.200/32", name: "the metadata network of a cloud" },
  { cidr: "192.0.0.192/32", name: "the metadata network of a cloud" },
  { cidr: "fd00:ec2::254/128", name: "the metadata network of a cloud" },
  { cidr: "fd20:ce::254/128", name: "the metadata network of a cloud" },
  { cidr: "0.0.0.0/8", name: "the unspecified network" },
  { cidr: "10.0.0.0/8", name: "a private network" },
  { cidr: "100.64.0.0/10", name: "a network shared by a provider's customers" },
  { cidr: "127.0.0.0/8", name: "the loopback network" },
  { cidr: "169.254.0.0/16", name: "the link-local network" },
  { cidr: "172.16.0.0/12", name: "a private network" },
  { cidr: "192.0.0.0/24", name: "a reserved network" },
  { cidr: "192.0.2.0/24", name: "a network for documentation" },
  { cidr: "192.88.99.0/24", name: "a reserved network" },
  { cidr: "192.168.0.0/16", name: "a private network" },
  { cidr: "198.18.0.0/15", name: "a network for benchmarks" },
  { cidr: "198.51.100.0/24", name: "a network for documentation" },
  { cidr: "203.0.113.0/24", name: "a network for documentation" },
  { cidr: "224.0.0.0/4", name: "a multicast network" },
  { cidr: "240.0.0.0/4", name: "a reserved network" },
  { cidr: "::1/128", name: "the loopback network" },
  { cidr: "::/128", name: "the unspecified network" },
  { cidr: "64:ff9b:1::/48", name: "a private network" },
  { cidr: "2001::/23", name: "a reserved network" },
  { cidr: "2001:db8::/32", name: "a network for documentation" },
  { cidr: "3fff::/20", name: "a network for documentation" },
  { cidr: "fc00::/7", name: "a private network" },
  { cidr: "fe80::/10", name: "the link-local network" },
  { cidr: "fec0::/10", name: "a private network" },
  { cidr: "ff00::/8", name: "a multicast network" },
  // Of IPv6 only 2000::/3 was ever given out.
  { cidr: "::/3", name: "a reserved network" },
  { cidr: "4000::/2", name: "a reserved network" },
  { cidr: "8000::/1", name: "a reserved network" },
];
