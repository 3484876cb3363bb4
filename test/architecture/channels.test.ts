import { describe, expect, it } from 'vitest';
import { type SourceFile, sourceFiles } from '../../docs/generators/source-files.ts';
import { CHANNELS, type Channel } from '../../shared/contract/channel-registry.ts';

/** Where any channel may be spelled, beside its own folder. */
const OPEN_TO_ALL: readonly string[] = [
  // The registry.
  'shared/contract/channels.ts',
  // Workflows decide which channels a notification takes.
  'shared/workflows/built-in/',
  'shared/workflows/common-notices.ts',
  // Texts for people.
  'shared/i18n/',
  // The local cloud's services and its outbox.
  'local/',
  // Built from the page's sources, which are looked at themselves.
  'web/track/track-page-html.ts',
];

/**
 * A person is written to at an address of the same name. These files name what is known of a person, or what a claim of
 * a token, a setting or an action of AWS is called, and no channel.
 */
const NAMES_OF_OTHERS: Readonly<Record<string, readonly string[]>> = {
  guestEmail: [''],
  // The address of support, as the stage sets it.
  supportEmail: [''],
  SUPPORT_EMAIL: ['functions/', 'lib/capabilities/'],
  // Fields of the preferences, as the contract names them, what a browser gives, and what people agree to.
  emailNotifications: [''],
  smsNotifications: [''],
  pushNotifications: [''],
  whatsappNotifications: [''],
  whatsappOptedIn: [''],
  whatsapp_opted_in: [''],
  push_tokens: [''],
  PushSubscription: [''],
  PushManager: ['web/app/this-browser/'],
  pushManager: ['web/app/this-browser/'],
  // The event of a service worker.
  "'push'": ['web/worker/'],
  whatsappConsent: [''],
  WhatsappConsent: [''],
  optInWhatsapp: [''],
  optOutWhatsapp: [''],
  emailVerified: ['lib/constructs/identity.ts'],
  EMAIL_ONLY: ['lib/constructs/identity.ts'],
  emailFrom: ['lib/stages.ts', 'lib/constructs/channel-providers.ts', 'lib/constructs/identity.ts'],
  emailIdentity: ['lib/stages.ts', 'lib/constructs/channel-providers.ts', 'lib/constructs/identity.ts'],
  'ses:SendEmail': ['lib/constructs/channel-providers.ts'],
  emailOf: [
    'shared/contract/normalize.ts',
    'shared/contract/schemas/lists.ts',
    'shared/notifications/link-request.ts',
    'lib/constructs/identity.ts',
  ],
  emailText: ['shared/contract/normalize.ts'],
  tokensOfEmail: ['shared/search/tokens.ts'],
  emailHint: ['web/home/'],
  userPoolEmail: ['lib/'],
  UserPoolEmail: ['lib/constructs/identity.ts'],
  fromEmail: ['lib/constructs/identity.ts'],
  EmailSendingEvent: ['lib/constructs/email-sending.ts'],
  EmailSending: ['lib/constructs/email-sending.ts', 'lib/constructs/channel-providers.ts'],
  EmailEventsQueueUrl: ['lib/constructs/email-sending.ts'],
  '"email"': ['web/home/'],
  "'email'": [
    'web/home/',
    'shared/contract/schemas/lists.ts',
    'shared/events/messages.ts',
    'shared/notifications/link-request.ts',
    'web/track/request-link.ts',
  ],
};

const camelCase = (id: string): string => id.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/**
 * As a value (`'email'`), in constants (`EMAIL_FROM`) and within identifiers (`emailOf`, `renderEmail`). A field of the
 * name alone (`person.email`) is a person's, and is seen only where no such field could be: in a name of two words.
 */
const spellingOf = ({ id, formerIds = [] }: Channel): RegExp => {
  const camel = camelCase(id);
  return new RegExp(
    [
      `['"\`](?:${[id, ...formerIds].join('|')})['"\`]`,
      `(?<![A-Za-z])${id.toUpperCase()}_[A-Z]`,
      `(?<![A-Za-z])_?${camel}s?[A-Z]`,
      `(?<=[a-z])${capitalised(camel)}(?![a-z])`,
      `\\b${capitalised(camel)}[A-Z]`,
      ...(camel === id ? [] : [`(?<![A-Za-z])(?:${camel}|${id})(?![a-z])`]),
    ].join('|'),
  );
};

const withoutNamesOfOthers = (path: string, line: string): string =>
  Object.entries(NAMES_OF_OTHERS)
    .filter(([, places]) => places.some((place) => path.startsWith(place)))
    .reduce((left, [name]) => left.replaceAll(name, ''), line);

const mayBeSpelled = (path: string, id: string): boolean =>
  [`shared/notifications/channels/${id}/`, ...OPEN_TO_ALL].some((open) => path.startsWith(open));

const spelled = (files: readonly Pick<SourceFile, 'path' | 'text'>[]): readonly string[] =>
  CHANNELS.flatMap((channel) =>
    files
      .filter(({ path }) => !mayBeSpelled(path, channel.id))
      .flatMap(({ path, text }) =>
        text
          .split('\n')
          .map((line, index) => ({ line, at: `${path}:${index + 1}` }))
          .filter(({ line }) => spellingOf(channel).test(withoutNamesOfOthers(path, line)))
          .map(({ line, at }) => `${at} spells ${channel.id}: ${line.trim()}`),
      ),
  );

const DESCRIPTOR = (id: string): string => `shared/notifications/channels/${id}/descriptor.ts`;

describe('channels', () => {
  it('are spelled in their own folder, in the registry and in workflows only', () => {
    expect(spelled(sourceFiles('shared', 'functions', 'lib', 'bin', 'web', 'local'))).toEqual([]);
  });

  it.each([
    "channel === 'email'",
    "channels: ['inbox']",
    'providers: { "in_app": inbox }',
    'maskEmail(address)',
    'const emailOf = (order: Order) => order.customer.email;',
    'type EmailMessage = { readonly subject: string };',
    'CHANNEL_EMAIL_FROM',
    'inAppEntries(customerId)',
    'notification.in_app',
  ])('%s is seen elsewhere', (text) => {
    expect(spelled([{ path: 'lib/some.ts', text }])).toHaveLength(1);
    expect(spelled([{ path: 'shared/notifications/plan.ts', text }])).toHaveLength(1);
    expect(spelled([{ path: 'shared/notifications/channels/pigeon/adapter.ts', text }])).toHaveLength(1);
    expect(spelled([{ path: 'shared/workflows/built-in/parcel.ts', text }])).toEqual([]);
  });

  it.each(['order.customer.email ?? order.guestEmail', 'email: z.string()', 'the inbox of a customer', 'inApplied'])(
    '%s is a word like others',
    (text) => {
      expect(spelled([{ path: 'shared/notifications/plan.ts', text }])).toEqual([]);
    },
  );

  it('are described by data: the stacks read them, and so do functions that never send', () => {
    const byPath = new Map(sourceFiles('shared').map((file) => [file.path, file]));
    const reached = new Set<string>();
    const packages: string[] = [];
    const visit = (path: string, from: string): void => {
      const file = byPath.get(path);
      if (file === undefined) packages.push(`${from} → ${path}`);
      if (file === undefined || reached.has(path)) return;
      reached.add(path);
      for (const imported of file.imports) visit(imported, path);
    };
    visit('shared/contract/channel-registry.ts', '');
    expect(packages).toEqual([]);
    expect([...reached].filter((path) => path.endsWith('/adapter.ts'))).toEqual([]);
    for (const { id } of CHANNELS) expect(reached).toContain(DESCRIPTOR(id));
  });

  it('keep their folders to themselves: functions find the code by the folder', () => {
    const importing = sourceFiles('shared', 'functions', 'lib', 'bin', 'local').flatMap(({ path, imports }) =>
      imports
        .filter((imported) => /^shared\/notifications\/channels\/[^/]+\//.test(imported))
        .filter((imported) => path !== 'shared/contract/channels.ts' && !isSameChannel(path, imported))
        .map((imported) => `${path} → ${imported}`),
    );
    expect(importing).toEqual([]);
  });
});

/** Both of one channel's folder. */
const isSameChannel = (path: string, imported: string): boolean =>
  path.split('/').slice(0, 4).join('/') === imported.split('/').slice(0, 4).join('/');
