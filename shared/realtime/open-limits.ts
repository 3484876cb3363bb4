import { addressGroup } from '../security/address-group.ts';
import { callerName } from '../security/caller.ts';
import type { Connection, OpenLimit } from './connection-store.ts';

/** Open at one time by a person, a service or a link: all their tabs and devices, and a shop's many screens. */
const MAX_CONNECTIONS_OF_A_CALLER = 50;
/** Open at one time from an address: an office, or a mobile network, is behind one. */
const MAX_CONNECTIONS_OF_AN_ADDRESS = 1_000;

const ofCaller = ({ caller }: Connection): readonly OpenLimit[] =>
  caller.kind === 'anonymous' ? [] : [{ scope: callerName(caller), max: MAX_CONNECTIONS_OF_A_CALLER }];

const ofAddress = ({ address }: Connection): OpenLimit => ({
  scope: `address:${addressGroup(address)}`,
  max: MAX_CONNECTIONS_OF_AN_ADDRESS,
});

export const limitsOf = (connection: Connection): readonly OpenLimit[] => [
  ...ofCaller(connection),
  ofAddress(connection),
];

/** Of a connection that is opened only to be sent why it ends. */
export const limitsOfRefused = (connection: Connection): readonly OpenLimit[] => [ofAddress(connection)];
