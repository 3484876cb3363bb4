/** What is stored of people's own settings, and how it is asked for. */
import { type AccessPattern, exactly, type ItemDescription } from './access-pattern.ts';
import { indexKeys, keys } from './keys.ts';
import type { Entity } from './table-shape.ts';

const OWNER = '<ownerId>';
const DIGEST = '<digest>';

type PeopleEntity = Extract<
  Entity,
  'person_settings' | 'device' | 'device_owner' | 'disabled_contact' | 'phone_code' | 'digest' | 'digest_member'
>;

export const PEOPLE_ITEMS: Readonly<Record<PeopleEntity, ItemDescription>> = {
  person_settings: {
    what: 'What somebody (`user:<sub>`, `guest:<order>`, `seller:<shop>`) chose about their notifications',
    key: keys.personSettings(OWNER),
  },
  device: {
    what: 'Where an application shows their messages',
    key: keys.device(OWNER, DIGEST),
  },
  device_owner: {
    what: 'Whose a device is, by the keyed digest of its token',
    key: keys.deviceOwner(DIGEST),
  },
  disabled_contact: {
    what: 'Nobody is reached at the address, by its keyed digest, any more',
    key: keys.disabledContact(DIGEST),
  },
  phone_code: {
    what: 'A code that was sent to a telephone, without its digits; and how often it was tried',
    key: keys.phoneCode(OWNER),
    stored: 'until it expires, 10 minutes',
  },
  digest: {
    what: 'Low-priority messages to somebody over a channel are collected now',
    key: keys.digest(OWNER, '<channel>'),
    stored: 'a day past its window',
  },
  digest_member: {
    what: 'A notification that is collected',
    key: keys.digestMember('<digestId>', '<notificationId>'),
    stored: 'a day past its window',
  },
};

export const PEOPLE_PATTERNS: readonly AccessPattern[] = [
  {
    question: 'What somebody chose about their notifications, and their devices',
    by: 'table',
    range: `\`${keys.personSettings(OWNER).pk}\``,
  },
  { question: 'Whose a device is', by: 'table', range: exactly(keys.deviceOwner(DIGEST)) },
  { question: 'Whether anybody is reached at an address', by: 'table', range: exactly(keys.disabledContact(DIGEST)) },
  {
    question: 'The notifications that one digest collects',
    by: 'table',
    range: `\`${keys.digestMember('<digestId>', '').pk}\``,
  },
  {
    question: 'Notifications that wait for their time, the soonest first',
    by: 'byPhase',
    range: `\`${indexKeys.scheduledNotifications(0)}\`, each shard`,
    eventual: true,
  },
];
