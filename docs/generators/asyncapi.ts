/** docs/asyncapi.json: the socket and the event stream, from the schemas that their messages are parsed with. */
import * as z from 'zod';
import { clientMessage } from '../../shared/contract/client-message.ts';
import { eventMessage, serverMessage } from '../../shared/contract/socket.ts';
import { MAX_FRAME_BYTES, SOCKET_SUBPROTOCOL } from '../../shared/contract/socket-limits.ts';

type Json = Readonly<Record<string, unknown>>;

const MESSAGES = '#/components/messages/';

const schemaOf = (schema: z.ZodType, io: 'input' | 'output'): Json => {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  return rest;
};

/** `order_update` as it is, and what a client sends by its action. */
const nameOf = (schema: z.ZodType, discriminator: string): string => {
  const { properties } = z.toJSONSchema(schema) as {
    readonly properties?: Record<string, { readonly const?: unknown }>;
  };
  return String(properties?.[discriminator]?.const);
};

const SUMMARIES: Readonly<Record<string, string>> = {
  subscribe: 'Follow a topic: from now on, or, with `after`, from the last cursor that was had',
  unsubscribe: 'Follow a topic no longer',
  ping: 'Ask whether the connection is there (the server asks every five minutes, and expects no reply)',
  read: 'Mark an entry of the inbox as read',
  subscribed:
    'A topic is followed. What was missed comes here and in batches that name the topic, before anything live',
  unsubscribed: 'A topic is followed no longer',
  batch: 'Several events at once; with a topic, events of it that were missed',
  reset: 'Too much was missed, or too long ago: read the state anew, and go on from this cursor',
  order_update: 'Something happened to an order. `seq` rises by one for each event of the order',
  new_order: 'A shop has a new order, or has to look at one again',
  alert: 'Operations should look at an order',
  driver_location: 'Where the driver of an order is',
  notification: 'An entry has come to the inbox',
  inbox_changed: 'Entries of the inbox were read, or archived',
  pong: 'The reply to a ping',
  error: 'A message was not understood or a topic not found; with `closeCode`, the last message of its connection',
};

const SCHEMAS = '#/components/schemas/';
/** Both sides ping. */
const nameInDocument = (name: string, discriminator: string): string =>
  discriminator === 'action' && name === 'ping' ? 'client_ping' : name;

const EVENT_NAMES = eventMessage.options.map((schema) => nameOf(schema, 'type'));

/** With events by reference, where a message holds some. */
const payloadOf = (schema: z.ZodType, io: 'input' | 'output'): Json => {
  const payload = schemaOf(schema, io) as { readonly properties?: Json };
  if (payload.properties?.events === undefined) return payload;
  const items = { oneOf: EVENT_NAMES.map((name) => ({ $ref: `${SCHEMAS}${name}` })) };
  return { ...payload, properties: { ...payload.properties, events: { type: 'array', items } } };
};

const schemasOf = (schemas: readonly z.ZodType[], discriminator: string, io: 'input' | 'output'): Json =>
  Object.fromEntries(
    schemas.map((schema) => [nameInDocument(nameOf(schema, discriminator), discriminator), payloadOf(schema, io)]),
  );

const messagesOf = (names: readonly string[]): Json =>
  Object.fromEntries(
    names.map((name) => {
      const own = name.replace('client_', '');
      const payload = { $ref: `${SCHEMAS}${name}` };
      return [
        name,
        { name: own, contentType: 'application/json', ...(SUMMARIES[own] && { summary: SUMMARIES[own] }), payload },
      ];
    }),
  );

const references = (channel: string, names: readonly string[]): readonly Json[] =>
  names.map((name) => ({ $ref: `#/channels/${channel}/messages/${name}` }));

const inChannel = (names: readonly string[]): Json =>
  Object.fromEntries(names.map((name) => [name, { $ref: `${MESSAGES}${name}` }]));

export const asyncApiDocument = (): Json => {
  const sent = schemasOf(clientMessage().options, 'action', 'input');
  const received = schemasOf(serverMessage.options, 'type', 'output');
  const streamed = [...EVENT_NAMES, 'reset', 'error'];
  const schemas = { ...sent, ...received };
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'Wismo: live updates',
      version: '1.0.0',
      description:
        'What happens to orders, as it happens, over a WebSocket or as server-sent events. Cursors are good for both, and ' +
        'for the pages of `GET /api/orders/events`. Requests are described in /openapi.json.',
    },
    defaultContentType: 'application/json',
    servers: {
      socket: {
        host: '{socketHost}',
        protocol: 'wss',
        description: `Subprotocols \`${SOCKET_SUBPROTOCOL}\` and a token, or \`Authorization: Bearer\`, or \`?token=\`. Text frames of at most ${MAX_FRAME_BYTES} bytes, never compressed: an extension that a client offers is not taken.`,
        variables: { socketHost: { description: 'The output `WebSocketUrl` of the stage', default: '127.0.0.1:4001' } },
      },
      api: {
        host: '{apiHost}',
        protocol: 'https',
        variables: { apiHost: { description: 'The address of the API', default: '127.0.0.1:4000' } },
      },
    },
    channels: {
      socket: {
        address: '/',
        servers: [{ $ref: '#/servers/socket' }],
        description:
          'Topics: `order:<id>`, `me`, `seller:<id>`, `ops`, and without a token `track:<tracking number>`. A connection ends ' +
          'with 4401 (the token is not valid, or no longer), 4403 (a right is gone) or 4429 (too many); on AWS the last ' +
          '`error` says so, and the code is 1000.',
        messages: inChannel([...Object.keys(sent), ...Object.keys(received)]),
      },
      stream: {
        address: '/api/orders/events',
        servers: [{ $ref: '#/servers/api' }],
        description:
          'Server-sent events of one scope (`order`, `customerId`, `sellerId`): `event` is the type of the message, `id` its ' +
          'cursor, `data` the message. Goes on after `Last-Event-ID` or `after`, and closes after two minutes.',
        messages: inChannel(streamed),
      },
    },
    operations: {
      sendToSocket: {
        action: 'receive',
        channel: { $ref: '#/channels/socket' },
        messages: references('socket', Object.keys(sent)),
      },
      receiveFromSocket: {
        action: 'send',
        channel: { $ref: '#/channels/socket' },
        messages: references('socket', Object.keys(received)),
      },
      receiveFromStream: {
        action: 'send',
        channel: { $ref: '#/channels/stream' },
        messages: references('stream', streamed),
      },
    },
    components: { messages: messagesOf(Object.keys(schemas)), schemas },
  };
};

export const generateAsyncApi = (): string => `${JSON.stringify(asyncApiDocument(), null, 1)}\n`;
