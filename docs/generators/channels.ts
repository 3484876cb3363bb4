/** `docs/channels.md`: the channels, who carries them, and how a stage gets them. */
import type { ProviderDescriptor } from '../../shared/contract/channel-descriptor.ts';
import {
  CHANNELS,
  isAtEveryStage,
  PROVIDERS,
  providerSecretName,
  providerVariables,
} from '../../shared/contract/channel-registry.ts';

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

const code = (text: string): string => `\`${text}\``;
const yesNo = (value: boolean): string => (value ? 'yes' : 'no');

const channelTable = (): string =>
  table(
    ['channel', 'providers, the preferred first', 'without an address', 'largest message', 'stored'],
    CHANNELS.map(({ id, providers, withoutAddress, limits, storedParts }) => [
      code(id),
      providers.map((provider) => code(provider.id)).join(', '),
      withoutAddress === 'suppress' ? 'recorded as suppressed' : 'nothing is planned',
      `${limits.messageBytes.toLocaleString('en')} bytes`,
      storedParts.map(code).join(', '),
    ]),
  );

const secretText = ({ id, needs }: ProviderDescriptor): string =>
  needs.service === 'http' ? `${code(providerSecretName(id))}: ${needs.secret.holds.replaceAll('<', '\\<')}` : '';

const providerTable = (): string =>
  table(
    ['provider', 'id', 'at every stage', 'messages a second of a new account', 'idempotency key', 'settings', 'secret'],
    PROVIDERS.map((provider) => [
      provider.name,
      code(provider.id),
      yesNo(isAtEveryStage(provider)),
      provider.ratePerSecond.toLocaleString('en'),
      yesNo(provider.hasIdempotencyKey),
      (provider.settings ?? []).map(code).join(', '),
      secretText(provider),
    ]),
  );

const variableTable = (): string =>
  table(
    ['provider', 'variables of `Deliver`'],
    CHANNELS.flatMap((channel) =>
      channel.providers
        .map((provider) => [provider.name, providerVariables(provider, channel).map(code).join(', ')] as const)
        .filter(([, variables]) => variables !== ''),
    ),
  );

export const generateChannels = (): string => `# Channels and their providers

Made from the descriptors by \`npm run docs\`. How a message comes to be planned and delivered: [architecture](architecture.md); why channels are described so: [0035](decisions/0035-channels-by-descriptor.md), [0066](decisions/0066-providers-of-channels.md).

${channelTable()}

A channel is a folder \`shared/notifications/channels/<id>/\` and a line in \`shared/contract/channels.ts\`. Its first provider carries its messages; the others stand in for it. Where a stage has none of them, nothing is sent: a notification to somebody who could be reached there is recorded as suppressed, \`channel_not_configured\`. A person's devices are reached at once, with one record; reached on one, the person is reached.

## Providers

${providerTable()}

**To give a stage a provider**: in \`notificationProviders\` of \`lib/stages.ts\` its id, with these settings, and \`ratePerSecond\` where the account may hand over more or fewer; deploy; put its key in (\`npm run secret -- --stage prod notifications/twilio --set\`, from standard input). Until then its messages wait as blocked (\`KeyRefused\`) and operations are alerted. Functions take a new key within five minutes; one that is refused is read anew at once, at most once a minute, so that a rotation loses nothing. **To take one away**: take it out, deploy the service stack alone (\`cdk deploy --exclusively\`), then all: another order is refused for the export that is still in use.

- \`calling_codes\`: beginnings of numbers that are written to, with commas between them (\`34,40,1\`): each country costs otherwise, and some are where codes are pumped. To others a message fails, \`CountryNotAllowed\`. \`max_price_usd\`: SNS sends no message that costs more. The account's own spending limit is set in SNS.
- \`from\` of Twilio: a number, a sender's name, or a messaging service (\`MG…\`). \`account_sid\`: \`AC…\`. Who writes STOP or START is heard where the number (or the messaging service) has \`<public address>/api/webhooks/notifications/twilio\` for incoming messages.
- \`android_application_arn\`, \`ios_application_arn\`: platform applications, which are made in SNS by hand, for they hold keys of Google and Apple. The settings name both.
- \`public_key\`: the VAPID key that pages subscribe with, base64url of an uncompressed point of P-256; its private half is the secret. \`subject\`: \`mailto:\` or an address for push services. \`hosts\`: push services that are posted to, \`fcm.googleapis.com,updates.push.services.mozilla.com,*.push.apple.com,*.notify.windows.com\`; a subscription that names another host is refused, for whoever registers a device could name any.
- \`phone_number_id\`, \`api_version\` (\`v23.0\`): as Meta shows them. Templates are approved by Meta under the names that messages ask for.

## What a reply means

| outcome | what happens | examples |
| --- | --- | --- |
| accepted | sent | \`goneContacts\` beside it: devices that are gone, each with its reason |
| refused | fails for good: the address's or the message's fault | no such number, replied STOP, application uninstalled |
| blocked | waits for a person: the sender's fault | wrong key, sender not verified, template paused, account suspended; every refusal that nobody has met before |
| throttled | comes again when the reply says | rate, quota of the day |
| unavailable | comes again soon: certainly not taken | nobody listens, 503 |
| unknown | not sent again before its claim is over: it may have been taken | no reply, a reply in no known words, 500, 502, 504 |

What is no key for idempotency can be sent twice in the last case: the window is that of [0012](decisions/0012-mail-at-least-once.md). An address is disabled only where the provider says that nobody is there any more, and with the reason that its code says (\`unregistered\`, \`opted_out\`): \`UNREGISTERED\` of FCM and never a bad request, 404 and 410 of a push service, STOP and its like.

## What the code finds

${variableTable()}

\`CONFIGURED_PROVIDERS\` of \`Notify\` and \`Deliver\` lists the stage's providers with their rates. Only \`Deliver\` (and who sends codes by text message, where that is another function) may read the keys and publish (Twilio's is read by \`Receipts\` too, whose reports it signs): to telephones by a right that excludes every ARN, to devices of the named applications.

## On one machine

The local stage has all of them, each in front of a simulator of \`local/simulators/\` that speaks its wire format and checks what it is sent (keys, signatures, encryption, limits). What they take is in \`GET /_local/outbox\` and on the phones of the page \`/_local\`. \`POST /_local/simulators/<id>\` with \`{"mood": "down" | "rate_limited" | "slow" | "fails_after" | "hangs_up" | "wrong_key" | "unknown_address" | "garbled" | "well", "times"?, "delayMs"?}\` spoils their day; \`{"reports": "automatic"}\` has what they take reported as delivered; \`POST /_local/receipts\` reports one thing of one message, in the provider's own format. SES and SNS take \`POST /_local/faults\`. Of their own: \`{"stop": "<number>"}\` (twilio, whatsapp_cloud), \`{"from": "<number>", "reply": "STOP"}\` (twilio), \`{"uninstall": "<token>"}\`, \`{"reinstall": "<token>"}\` and \`{"expireTokens": true}\` (fcm), \`{"subscribe": {"applicationServerKey": "…"}}\` and \`{"unsubscribe": "<endpoint>"}\` (web_push), \`{"pause": "<template>"}\` (whatsapp_cloud).
`;
