/** Google's tokens for service accounts, and Firebase Cloud Messaging's HTTP v1. */
import { createPublicKey, randomBytes, randomInt } from 'node:crypto';
import { jwtVerify } from 'jose';
import * as z from 'zod';
import type { Simulator } from '../../control/simulators.ts';
import { createProviderSimulator, keyOf, type ProviderCall, type ProviderReply } from '../provider-simulator.ts';
import { jsonOf } from '../shared/wire.ts';

const TOKEN_SECONDS = 3_599;
const SCOPE = 'https://www.googleapis.com/auth/firebase.messaging';
const AUDIENCE = 'https://oauth2.googleapis.com/token';
const SEND = /^\/v1\/projects\/([^/]+)\/messages:send$/;
const MAX_PAYLOAD_BYTES = 4_096;
const FCM_ERROR = 'type.googleapis.com/google.firebase.fcm.v1.FcmError';
const BAD_REQUEST = 'type.googleapis.com/google.rpc.BadRequest';

const messageShape = z.object({
  message: z.object({
    token: z.string().min(1),
    notification: z.object({ title: z.string(), body: z.string() }),
    data: z.record(z.string(), z.string()).default({}),
    android: z.object({}).loose().optional(),
    apns: z.object({}).loose().optional(),
  }),
});

const refusal = (code: number, status: string, message: string, details: readonly object[] = []): ProviderReply => ({
  status: code,
  body: { error: { code, message, status, details } },
});
const fcmError = (errorCode: string): object => ({ '@type': FCM_ERROR, errorCode });
const violation = (field: string, description: string): object => ({
  '@type': BAD_REQUEST,
  fieldViolations: [{ field, description }],
});

const accountShape = z.object({ private_key: z.string(), client_email: z.string(), project_id: z.string() });
const accountOf = (call: ProviderCall) => accountShape.safeParse(jsonOf(keyOf(call.context, 'fcm') ?? '')).data;

const oauthError = (error: string, description: string): ProviderReply => ({
  status: 400,
  body: { error, error_description: description },
});

/** `POST /token`, as https://oauth2.googleapis.com serves it. */
const giveToken = async (call: ProviderCall, tokens: Map<string, number>): Promise<ProviderReply> => {
  const form = new URLSearchParams(call.body.toString('utf8'));
  if (form.get('grant_type') !== 'urn:ietf:params:oauth:grant-type:jwt-bearer')
    return oauthError('unsupported_grant_type', 'Invalid grant_type');
  const account = accountOf(call);
  if (account === undefined) return oauthError('invalid_grant', 'Invalid grant: account not found');
  try {
    const key = createPublicKey(account.private_key);
    const options = { issuer: account.client_email, audience: AUDIENCE, currentDate: call.now };
    const { payload } = await jwtVerify(form.get('assertion') ?? '', key, options);
    if (payload.scope !== SCOPE) return oauthError('invalid_scope', 'Invalid OAuth scope');
  } catch {
    return oauthError('invalid_grant', 'Invalid JWT Signature.');
  }
  const token = `ya29.${randomBytes(24).toString('base64url')}`;
  tokens.set(token, call.now.getTime() + TOKEN_SECONDS * 1_000);
  return { status: 200, body: { access_token: token, expires_in: TOKEN_SECONDS, token_type: 'Bearer' } };
};

const unauthenticated = (): ProviderReply =>
  refusal(401, 'UNAUTHENTICATED', 'Request had invalid authentication credentials.');

const unregistered = (): ProviderReply =>
  refusal(404, 'NOT_FOUND', 'Requested entity was not found.', [fcmError('UNREGISTERED')]);

/** Registration tokens are long; what is short is none. */
const isToken = (token: string): boolean => /^[\w:.-]{20,}$/.test(token);

const deliver = (call: ProviderCall, project: string, gone: ReadonlySet<string>): ProviderReply => {
  const { data, error } = messageShape.safeParse(jsonOf(call.body.toString('utf8')));
  if (data === undefined)
    return refusal(400, 'INVALID_ARGUMENT', 'Invalid JSON payload received.', [
      violation(error.issues[0]?.path.join('.') ?? 'message', error.issues[0]?.message ?? ''),
    ]);
  const { token, notification, data: extra } = data.message;
  if (!isToken(token))
    return refusal(400, 'INVALID_ARGUMENT', 'The registration token is not a valid FCM registration token', [
      fcmError('INVALID_ARGUMENT'),
    ]);
  if (call.knowsNobody || gone.has(token)) return unregistered();
  if (Buffer.byteLength(JSON.stringify({ notification, extra })) > MAX_PAYLOAD_BYTES)
    return refusal(400, 'INVALID_ARGUMENT', 'Android message is too big', [fcmError('INVALID_ARGUMENT')]);
  const name = `projects/${project}/messages/0:${call.now.getTime()}${randomInt(1_000_000)}`;
  call.context.record({
    messageId: name,
    channel: 'push',
    provider: 'fcm',
    to: token,
    subject: notification.title,
    text: notification.body,
    at: call.now.toISOString(),
    notificationId: extra.notificationId,
    orderId: extra.orderId,
    tags: extra,
  });
  return { status: 200, body: { name } };
};

const serve = (call: ProviderCall, tokens: Map<string, number>, gone: ReadonlySet<string>) => {
  if (call.method === 'POST' && call.path === '/token') return giveToken(call, tokens);
  const project = SEND.exec(call.path)?.[1];
  if (call.method !== 'POST' || project === undefined) return refusal(404, 'NOT_FOUND', 'Not found');
  const given = /^Bearer (.+)$/.exec(call.headers.authorization ?? '')?.[1] ?? '';
  if ((tokens.get(given) ?? 0) <= call.now.getTime()) return unauthenticated();
  return project === accountOf(call)?.project_id
    ? deliver(call, project, gone)
    : refusal(403, 'PERMISSION_DENIED', 'The caller does not have permission');
};

/**
 * @example POST /_local/simulators/fcm {"uninstall": "<token>"} : the application is gone from that device
 * @example POST /_local/simulators/fcm {"expireTokens": true}   : access tokens are refused before their time
 */
export const createFcmSimulator = (): Simulator => {
  const tokens = new Map<string, number>();
  const gone = new Set<string>();
  const order = z.union([
    z.strictObject({ uninstall: z.string() }),
    z.strictObject({ reinstall: z.string() }),
    z.strictObject({ expireTokens: z.literal(true) }),
  ]);
  return createProviderSimulator({
    name: 'fcm',
    // A mood applies to messages; tokens are given out by somebody else.
    isExempt: (path) => path === '/token',
    serve: (call) => serve(call, tokens, gone),
    script: (input) => {
      const { data } = order.safeParse(input);
      if (data === undefined) return undefined;
      if ('uninstall' in data) gone.add(data.uninstall);
      else if ('reinstall' in data) gone.delete(data.reinstall);
      else tokens.clear();
      return Promise.resolve({ uninstalled: gone.size });
    },
    refusals: {
      down: () => refusal(503, 'UNAVAILABLE', 'The service is unavailable.', [fcmError('UNAVAILABLE')]),
      fails_after: () => refusal(500, 'INTERNAL', 'Internal error encountered.', [fcmError('INTERNAL')]),
      wrong_key: unauthenticated,
      rate_limited: () => ({
        ...refusal(429, 'RESOURCE_EXHAUSTED', 'Quota exceeded.', [fcmError('QUOTA_EXCEEDED')]),
        headers: { 'retry-after': '60' },
      }),
    },
  });
};
