import type { PollLimits, SignatureScheme, TrackingPage } from '../../shared/contract/carrier-descriptor.ts';
import {
  CARRIERS,
  CARRIERS_WITH_SECRET,
  type Carrier,
  carrierSecretName,
  carrierWebhookPath,
} from '../../shared/contract/carrier-registry.ts';
import { CARRIER_TRAPS } from './carrier-traps.ts';

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

const code = (text: string): string => `\`${text}\``;
const yesNo = (value: boolean): string => (value ? 'yes' : 'no');

const schemeText = (scheme: SignatureScheme): string => {
  if (scheme.kind === 'basic') return '`authorization`: Basic, user and password';
  const headers = scheme.headers.map(code).join(' or ');
  if (scheme.kind === 'source_hmac')
    return `${headers} with ${code(scheme.sourceHeader)}: HMAC-SHA256 of time and raw body under the source's own key`;
  return scheme.kind === 'hmac_sha256'
    ? `${headers}: HMAC-SHA256 of the raw body, ${scheme.encodings.join(' or ')}`
    : `${headers}: the secret itself`;
};

const webhookTable = (): string =>
  table(
    ['carrier', 'path', 'signature', 'published source ranges', 'events accepted'],
    CARRIERS_WITH_SECRET.map(({ id, name, webhook, capabilities }) => [
      name,
      code(carrierWebhookPath(id)),
      schemeText(webhook.scheme),
      (webhook.publishedRanges ?? []).map(code).join(', '),
      yesNo(capabilities.includes('webhook')),
    ]),
  );

const secretTable = (): string =>
  table(
    ['secret', 'what `current` is'],
    CARRIERS_WITH_SECRET.map(({ id, webhook }) => [code(carrierSecretName(id)), webhook.secret]),
  );

const apiTable = (): string =>
  table(
    ['carrier', 'what its API is asked for', 'at', 'credentials'],
    CARRIERS.flatMap(({ name, api, capabilities }) =>
      api === undefined
        ? []
        : [
            [
              name,
              capabilities.filter((capability) => capability !== 'webhook').join(', '),
              Object.values(api.urls).map(code).join(', '),
              api.credentials.map(code).join(', '),
            ],
          ],
    ),
  );

const pageText = ({ url, sites }: TrackingPage): string =>
  sites === undefined
    ? code(url)
    : `${code(url)}, where \`{site}\` is ${Object.entries(sites)
        .map(([locale, site]) => `${code(site)} (${locale})`)
        .join(', ')}`;

const pollText = ({ quotas }: PollLimits): string =>
  quotas.map(({ calls, seconds }) => `${calls} per ${seconds} s`).join(', ') || 'none published';

const parcelTable = (): string =>
  table(
    ['carrier', 'tracking page', 'numbers per API call', 'limits of API calls'],
    CARRIERS.map(({ name, trackingPage, poll }) => [
      name,
      trackingPage === undefined ? 'sent with each delivery' : pageText(trackingPage),
      ...(poll === undefined ? ['', ''] : [String(poll.numbersPerCall), pollText(poll)]),
    ]),
  );

const formatRows = ({ name, numberFormats }: Carrier): readonly (readonly string[])[] =>
  numberFormats.map(({ format, pattern, fits, isDistinctive }) => [
    name,
    format,
    code(pattern.source.replaceAll('|', '\\|')),
    yesNo(fits !== undefined),
    yesNo(isDistinctive),
  ]);

const formatTable = (): string =>
  table(['carrier', 'format', 'pattern', 'check digit', 'distinctive'], CARRIERS.flatMap(formatRows));

const trapTable = (): string =>
  table(
    ['', 'trap', 'test'],
    CARRIER_TRAPS.map(({ number, trap, file, test }) => [String(number), trap, `[${test}](../${file})`]),
  );

/** docs/carriers.md, from the registry. */
export const generateCarriers = (): string => `# Carriers

Made from the registry (\`shared/contract/carriers.ts\`) by \`npm run docs\`.

Parcels move by what carriers send, and by what they reply when they are asked. Which carriers a stage asks is in \`carrierAccounts\` of \`lib/stages.ts\`; of those each parcel is polled from two minutes after its registration: every 6 hours before pickup, 2 hours on its way, 15 minutes out for delivery, an hour in trouble, 5 minutes for a courier's delivery; four times as seldom for a day after a webhook was faster ([0070](decisions/0070-polls-by-sweep.md), [0071](decisions/0071-what-a-poll-means.md)). \`GET /api/admin/carriers\` shows how each carrier does. Couriers who bring single orders are asked for [below](#couriers).

## Webhooks

A stage checks source addresses only where \`webhookSources\` in \`lib/stages.ts\` lists ranges.

${webhookTable()}

## A carrier without an adapter

Its events come in by \`POST /api/webhooks/carriers/generic\`, in our own words:

\`\`\`json
{
  "trackingNumber": "PG12345678",
  "carrier": "pigeon_post",
  "status": "in_transit",
  "location": { "city": "Sibiu", "country": "RO" },
  "estimatedDelivery": "2026-11-28",
  "occurredAt": "2026-11-27T09:30:00+02:00",
  "eventId": "evt_1"
}
\`\`\`

\`status\` is label_created, picked_up, in_transit, out_for_delivery, available_for_pickup, delivered, exception or returned. Either \`trackingNumber\` or \`orderId\` says whose it is; with \`orderId\` the parcel need not be registered. Parcels of carriers that have a webhook of their own are left alone.

Each source has a name (\`x-wismo-source\`) and a key: \`npm run secret -- carriers/generic --show --source <name>\`. It signs \`<seconds>.<raw body>\` with it, in hex: \`x-wismo-signature: t=<seconds>,v1=<hmac>\`. A signature is good for five minutes.

## APIs

${apiTable()}

What each is called with is in \`client.ts\` of the carrier's folder. The credentials are \`current\` of the secret \`carriers/<id>-api\`: a JSON object of these parts, or the one part by itself. They are put in by \`npm run secret -- --stage <stage> carriers/<id>-api --set\`; until then the carrier is paused. UPS and DHL are asked for pushes of each parcel, which are renewed before they end.

## Couriers

Uber Direct and DoorDash Drive bring an order when its shop asks them to ([0077](decisions/0077-couriers-on-request.md)):

1. \`POST /api/orders/:orderId/delivery-quotes\` \`{"carriers"?: ["uber"]}\` returns what each asks, when it would be at the shop and at the door, and until when that is good; a courier that cannot is an error beside the others' quotes.
2. \`POST /api/orders/:orderId/deliveries\` \`{"carrier": "uber", "quoteId": "dqt_…"}\` has it bring the order. The delivery is a parcel of the order, followed by webhook and poll. The same request again returns the same delivery; after a 503 repeat it, and nothing is booked twice.
3. \`DELETE /api/orders/:orderId/deliveries/:deliveryId\` calls it back. From the collection on that is 409 \`DELIVERY_NOT_CANCELABLE\` with the courier's code in \`reason\`. An order that is cancelled calls back its courier within a minute or two.

They are for the seller of the order and administrators. The goods are fetched at the order's place of collection where that has a street, else at the shop's address (\`PUT /api/shops/:shopId\`); the shop and the customer need a telephone number. Limits: 20 quotes in ten minutes and 10 deliveries an hour for an order, 60 of each a minute for a shop.

| problem | means |
| --- | --- |
| 422 \`DELIVERY_DETAILS_MISSING\` | \`errors\` names what the shop or the order does not say |
| 422 \`ADDRESS_UNDELIVERABLE\` | the courier does not go there, or nobody is free to |
| 409 \`QUOTE_EXPIRED\`, \`QUOTE_USED\` | request quotes again |
| 409 \`DELIVERY_ALREADY_BOOKED\` | a courier brings the order already, or it is not known yet whether one does |
| 422 \`DELIVERY_REFUSED\` | another reason of the courier's, with its code in \`reason\` |
| 503 \`COURIER_UNAVAILABLE\` | the courier is away, asked too often, or refuses our account, of which operations are alerted |

## Traps

What is easily got wrong about these APIs, and those of two providers of messages, each with the test that proves it is not:

${trapTable()}

What public reports of bugs say of other payloads is tried in [odd-payloads](../test/unit/carriers/odd-payloads.test.ts) and [odd-replies](../test/unit/carriers/odd-replies.test.ts): the only element of a list may stand by itself; a JSON number beyond the safe integers is no tracking number; a 204 or an empty list is an unknown number, while HTML or an empty body with status 200 is a failure of the carrier. A webhook may come compressed (gzip, deflate, br), in the charset that it names, in UTF-16 with its mark, or in Windows-1252 though it claims UTF-8; its proof is of the bytes as they came. What is no JSON then is a 400 and stored nowhere.

## Secrets

${secretTable()}

How they are rotated: [secrets](secrets.md).

## Parcels

${parcelTable()}

## Tracking numbers

A number is compared without separators and in capitals. Formats and check digits rank carriers and refuse none.

${formatTable()}

## On one machine

Each carrier but the generic one has a simulator in \`local/simulators/\`: it sends proven webhooks and serves the carrier's API. \`POST /_local/simulators/<carrier>\` takes one event or a whole journey:

| input | what happens |
| --- | --- |
| \`{"trackingNumber": "…", "journey": "delivered", "stepSeconds": 2}\` | a webhook every two seconds; all at once without \`stepSeconds\`, with the responses. Also \`late\`, \`attempted\`, \`held\`, \`returned\`, \`lost\`, \`silent\` |
| \`{"trackingNumber": "…", "event": "out_for_delivery", "at"?, "city"?}\` | one webhook. FedEx takes its own codes as well: \`{"event": "DE", "exceptionCode": "007"}\` |
| \`{"orderId": "ord_…", "event": "assigned"}\` | of Uber and DoorDash: a delivery of that order. Journeys are \`delivered\`, \`late\`, \`reassigned\`, \`cancelled\`, \`returned\`, \`silent\` |
| \`"shuffled"\`, \`"late"\`, \`"repeat": 2\`, \`"badSignature"\`, \`"quiet"\` beside these | newest first; the pick-up last; the same bytes again; proven with another secret; known to the API alone |
| \`{"outage": true}\`, \`{"rateLimit": 0}\`, \`{"wrongToken": true}\`, \`{"slowMilliseconds": 9000}\` | how the API is from now on; \`false\`, \`null\` and \`0\` end it |
| \`{"account": "suspended"}\`, \`{"loseReplies": 1}\` | of Uber and DoorDash: our account is refused until it is \`good\`; the next change is made, and answered by an error |
`;
