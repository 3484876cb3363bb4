import { isIPv6 } from 'node:net';

/** `::ffff:203.0.113.9`: an IPv4 address as a socket that speaks both writes it. */
const MAPPED_IPV4 = /^::ffff:(\d{1,3}(?:\.\d{1,3}){3})$/i;

/** Groups of 16 bits in the network part of a subscriber's IPv6 addresses (/64). */
const NETWORK_GROUPS = 4;
const ALL_GROUPS = 8;

const groupsOf = (text: string): readonly string[] => (text === '' ? [] : text.split(':'));

const networkOf = (address: string): string => {
  const [head = '', tail] = address.split('%')[0]?.split('::') ?? [];
  const [before, after] = [groupsOf(head), groupsOf(tail ?? '')];
  const zeros = tail === undefined ? 0 : Math.max(0, ALL_GROUPS - before.length - after.length);
  const groups = [...before, ...Array.from({ length: zeros }, () => '0'), ...after];
  return groups
    .slice(0, NETWORK_GROUPS)
    .map((group) => (Number.parseInt(group, 16) || 0).toString(16))
    .join(':');
};

/**
 * By what requests of one origin are counted: an IPv4 address, or the network of an IPv6 address, of which every
 * subscriber has 2⁶⁴.
 */
export const addressGroup = (address: string): string => {
  const [, mapped] = MAPPED_IPV4.exec(address) ?? [];
  if (mapped !== undefined) return mapped;
  return isIPv6(address.split('%')[0] ?? '') ? `${networkOf(address)}::/64` : address;
};
