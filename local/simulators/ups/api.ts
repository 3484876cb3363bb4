import { randomUUID } from 'node:crypto';
import type { SimulatedParcel } from '../shared/parcel.ts';
import { type ApiCall, type ApiReply, type ApiWorld, bearer, type CarrierWire, jsonOf } from '../shared/wire.ts';

export const UPS_TOKEN_PATH = '/security/v1/oauth/token';
const TOKEN_SECONDS = 14_399;

const errors = (status: number, code: string, message: string): ApiReply => ({
  status,
  body: { response: { errors: [{ code, message }] } },
});

export const upsRefusal: CarrierWire['refusal'] = (status) => {
  if (status === 401) return errors(401, '250002', 'Invalid Authentication Information.');
  if (status === 429) return { ...errors(429, '10429', 'Too Many Requests'), headers: { 'retry-after': '30' } };
  return errors(503, '503', 'Service Unavailable');
};

const token = ({ headers, body }: ApiCall, world: ApiWorld): ApiReply => {
  const isGranted = new URLSearchParams(body).get('grant_type') === 'client_credentials';
  if (!isGranted || !/^Basic .+/i.test(headers.authorization ?? '')) return errors(401, '10401', 'ClientId is Invalid');
  const accessToken = randomUUID();
  world.giveToken(accessToken, TOKEN_SECONDS);
  return {
    status: 200,
    body: {
      token_type: 'Bearer',
      issued_at: '0',
      client_id: 'local',
      access_token: accessToken,
      scope: '',
      expires_in: String(TOKEN_SECONDS),
      refresh_count: '0',
      status: 'approved',
    },
  };
};

const NUMBER = /^\/api\/track\/v1\/details\/([A-Za-z0-9]{1,40})$/;
const MAX_NUMBERS = 100;

const subscribe = ({ body }: ApiCall): ApiReply => {
  const given = jsonOf(body)?.trackingNumberList;
  const numbers = Array.isArray(given) ? given.map(String) : [];
  if (numbers.length === 0 || numbers.length > MAX_NUMBERS)
    return errors(400, 'VSS220', 'The number of tracking numbers must be 1 to 100');
  const isRight = (number: string) => /^1[ZR]/.test(number);
  return {
    status: 200,
    body: {
      validTrackingNumbers: numbers.filter(isRight),
      invalidTrackingNumbers: numbers.filter((number) => !isRight(number)),
    },
  };
};

/** Token, Track and Track Alert. A number that nobody knows is "found" with a warning. */
export const upsApi = (
  call: ApiCall,
  world: ApiWorld,
  replyOf: (parcel: SimulatedParcel) => unknown,
): ApiReply | undefined => {
  if (call.path === UPS_TOKEN_PATH) return token(call, world);
  if (!world.isToken(bearer(call))) return upsRefusal(401);
  if (/^\/api\/track\/v[12]\/subscription\/standard\/package$/.test(call.path) && call.method === 'POST')
    return subscribe(call);
  const number = NUMBER.exec(call.path)?.[1];
  if (number === undefined) return undefined;
  if (number.length < 7) return errors(400, 'TV1002', 'Invalid inquiry number');
  const parcel = world.parcel(number);
  if (parcel !== undefined) return { status: 200, body: replyOf(parcel) };
  const warnings = [{ code: 'TW0001', message: 'Tracking Information Not Found' }];
  return { status: 200, body: { trackResponse: { shipment: [{ inquiryNumber: number, warnings }] } } };
};
