/**
 * Digests of the built-in templates, each beside the version under which it is known. After a change of texts, and of the
 * version: `node --import tsx test/unit/notifications/templates/support/digests.ts`.
 */
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { CHANNELS } from '../../../../../shared/contract/channel-registry.ts';
import { LOCALES } from '../../../../../shared/contract/locale.ts';
import { catalogOf } from '../../../../../shared/i18n/catalog.ts';
import { ORDER_UPDATE_HTML } from '../../../../../shared/notifications/channels/email/templates/order-update-html.ts';
import { ORDER_UPDATE_TEXT } from '../../../../../shared/notifications/channels/email/templates/order-update-text.ts';
import { approvedBody } from '../../../../../shared/notifications/channels/whatsapp/render.ts';
import {
  builtInTexts,
  channelTemplate,
  TEMPLATE_SLOTS,
} from '../../../../../shared/notifications/templates/built-in.ts';

/** `<version> <digest>` by `<channel>.<type>.<language>`; of WhatsApp with the name that Meta has approved. */
export type Digests = Readonly<Record<string, string>>;

const FILE = fileURLToPath(new URL('built-in-digests.json', import.meta.url));

const digestOf = (...texts: readonly string[]): string =>
  createHash('sha256').update(JSON.stringify(texts)).digest('hex').slice(0, 12);

const versionOf = (channel: string): string => `${CHANNELS.find(({ id }) => id === channel)?.templateVersion}`;

export const digestsNow = (): Digests => {
  const layouts = LOCALES.map((language) => {
    const digest = digestOf(ORDER_UPDATE_HTML, ORDER_UPDATE_TEXT, JSON.stringify(catalogOf(language).email));
    return [`email.layout.${language}`, `${versionOf('email')} ${digest}`] as const;
  });
  const templates = TEMPLATE_SLOTS.map((slot) => {
    const { subject = '', content, approvedName } = builtInTexts(slot, channelTemplate(slot.channel));
    const version = approvedName ?? versionOf(slot.channel);
    const body = approvedName === undefined ? content : approvedBody(content);
    return [`${slot.channel}.${slot.type}.${slot.language}`, `${version} ${digestOf(subject, body)}`] as const;
  });
  return Object.fromEntries([...layouts, ...templates]);
};

export const recordedDigests = (): Digests => JSON.parse(readFileSync(FILE, 'utf8'));

/** Templates of which another text goes out under the version of the recorded one. */
export const changedUnderTheirVersion = (recorded: Digests, now: Digests): readonly string[] =>
  Object.entries(now)
    .filter(([slot, digest]) => {
      const before = recorded[slot] ?? digest;
      return before !== digest && before.split(' ')[0] === digest.split(' ')[0];
    })
    .map(([slot]) => slot);

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const now = digestsNow();
  const changed = changedUnderTheirVersion(recordedDigests(), now);
  if (changed.length > 0) throw new Error(`Raise the version of what has changed first: ${changed.join(', ')}`);
  writeFileSync(FILE, `${JSON.stringify(now, null, 2)}\n`);
}
