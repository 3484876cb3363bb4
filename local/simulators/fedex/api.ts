import { randomUUID } from 'node:crypto';
import { type ApiCall, type ApiReply, type ApiWorld, bearer, type CarrierWire, jsonOf } from '../shared/wire.ts';
import { SANDBOX } from './sandbox.ts';
import { completeTrackResult, type FedexParcel, notFoundResult } from './track-result.ts';

export const FEDEX_TOKEN_PATH = '/oauth/token';
const TOKEN_SECONDS = 3599;
const MAX_NUMBERS = 30;

const errors = (status: number, code: string, message: string): ApiReply => ({
  status,
  body: { transactionId: randomUUID(), errors: [{ code, message }] },
});

export const fedexRefusal: CarrierWire['refusal'] = (status) => {
  if (status === 401)
    return errors(401, 'NOT.AUTHORIZED.ERROR', 'Access token expired. Please modify your request and try again.');
  if (status === 429)
    return errors(429, 'TOO.MANY.REQUESTS', 'Daily transaction quota exceeded. Retry after 12:00AM GMT');
  const message = 'The service is currently unavailable and we are working to resolve the issue.';
  return errors(503, 'SERVICE.UNAVAILABLE.ERROR', message);
};

const token = ({ body }: ApiCall, world: ApiWorld): ApiReply => {
  const fields = new URLSearchParams(body);
  if (fields.get('grant_type') !== 'client_credentials' || !fields.get('client_id') || !fields.get('client_secret')) {
    const message = 'The given client credentials were not valid. Please modify your request and try again.';
    return errors(401, 'NOT.AUTHORIZED.ERROR', message);
  }
  const accessToken = randomUUID();
  world.giveToken(accessToken, TOKEN_SECONDS);
  return {
    status: 200,
    body: { access_token: accessToken, token_type: 'bearer', expires_in: TOKEN_SECONDS, scope: 'CXS-TP' },
  };
};

interface TrackRequest {
  readonly trackingInfo?: readonly { readonly trackingNumberInfo?: { readonly trackingNumber?: unknown } }[];
}

const track = ({ body }: ApiCall, find: (trackingNumber: string) => FedexParcel | undefined): ApiReply => {
  const { trackingInfo = [] }: TrackRequest = jsonOf(body) ?? {};
  const numbers = trackingInfo.map(({ trackingNumberInfo }) => String(trackingNumberInfo?.trackingNumber ?? ''));
  if (numbers.length === 0 || numbers.includes(''))
    return errors(400, 'TRACKING.TRACKINGNUMBER.EMPTY', 'Please provide tracking number.');
  if (numbers.length > MAX_NUMBERS)
    return errors(400, 'TRACKING.TRACKINGNUMBERS.LIMITEXCEEDED', 'The maximum number of packages has been exceeded.');
  const completeTrackResults = numbers.map((number) => {
    const parcel = find(number) ?? SANDBOX.get(number);
    return parcel === undefined ? notFoundResult(number) : completeTrackResult(parcel);
  });
  return { status: 200, body: { transactionId: randomUUID(), output: { completeTrackResults } } };
};

/** `POST …/oauth/token` and `POST …/track/v1/trackingnumbers`. */
export const fedexApi = (
  call: ApiCall,
  world: ApiWorld,
  find: (trackingNumber: string) => FedexParcel | undefined,
): ApiReply => {
  if (call.method === 'POST' && call.path === FEDEX_TOKEN_PATH) return token(call, world);
  if (call.method !== 'POST' || call.path !== '/track/v1/trackingnumbers')
    return errors(404, 'NOT.FOUND.ERROR', 'The resource you requested is no longer available.');
  return world.isToken(bearer(call)) ? track(call, find) : fedexRefusal(401);
};
