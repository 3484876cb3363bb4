import { BlockList, isIPv4, isIPv6 } from 'node:net';

/** Who may send at all. */
export interface SourceList {
  admits(address: string): boolean;
}

const familyOf = (address: string): 'ipv4' | 'ipv6' | undefined =>
  isIPv4(address) ? 'ipv4' : isIPv6(address) ? 'ipv6' : undefined;

const MAX_BITS = { ipv4: 32, ipv6: 128 } as const;

const addRange = (list: BlockList, cidr: string): void => {
  const [address = '', prefix] = cidr.split('/');
  const family = familyOf(address);
  if (family === undefined) throw new Error(`Not an address range: ${cidr}`);
  const bits = prefix === undefined ? MAX_BITS[family] : /^\d+$/.test(prefix) ? Number(prefix) : Number.NaN;
  if (!(bits <= MAX_BITS[family])) throw new Error(`Not an address range: ${cidr}`);
  list.addSubnet(address, bits, family);
};

/**
 * A list of CIDR ranges (`20.65.16.22/31`, `2001:db8::/32`, single addresses), IPv4 and IPv6. An IPv4 address that comes
 * mapped into IPv6 counts as what it is. Throws on a range that is none: a typing error must not let everybody in.
 */
export const sourceList = (ranges: readonly string[]): SourceList => {
  const list = new BlockList();
  for (const range of ranges) addRange(list, range.trim());
  return {
    admits: (address) => {
      const plain = address.replace(/^::ffff:(?=\d+\.)/i, '');
      const family = familyOf(plain);
      return family !== undefined && list.check(plain, family);
    },
  };
};
