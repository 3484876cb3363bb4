import { correosWire } from '../../../local/simulators/correos/wire.ts';
import { dhlWire } from '../../../local/simulators/dhl/wire.ts';
import { doordashWire } from '../../../local/simulators/doordash/wire.ts';
import { fedexWire } from '../../../local/simulators/fedex/wire.ts';
import { type CourierDesk, newCourierDesk } from '../../../local/simulators/shared/courier-desk.ts';
import { type SimulatedParcel, scansUntil } from '../../../local/simulators/shared/parcel.ts';
import type { ApiCall, ApiReply, CarrierWire } from '../../../local/simulators/shared/wire.ts';
import { uberWire } from '../../../local/simulators/uber/wire.ts';
import { upsWire } from '../../../local/simulators/ups/wire.ts';
import type { CarrierClient, MakeCarrierClient } from '../../../shared/carriers/carrier-client.ts';
import { makeClient as correos } from '../../../shared/carriers/correos/client.ts';
import { makeClient as dhl } from '../../../shared/carriers/dhl/client.ts';
import { makeClient as doordash } from '../../../shared/carriers/doordash/client.ts';
import { makeClient as fedex } from '../../../shared/carriers/fedex/client.ts';
import type { HttpCall, HttpRequest } from '../../../shared/carriers/http-call.ts';
import { makeClient as uber } from '../../../shared/carriers/uber/client.ts';
import { makeClient as ups } from '../../../shared/carriers/ups/client.ts';
import type { Clock } from '../../../shared/clock/clock.ts';
import { trackedCarrierWithId } from '../../../shared/contract/carrier-apis.ts';
import { seededIds } from '../order-fixtures.ts';

const CLIENTS: Readonly<Record<string, MakeCarrierClient>> = { correos, dhl, doordash, fedex, uber, ups };
const WIRES = [correosWire, dhlWire, doordashWire, fedexWire, uberWire, upsWire];

const CREDENTIALS = {
  clientId: 'client',
  clientSecret: 'secret',
  customerId: 'customer',
  apiKey: 'key',
  developerId: 'developer',
  keyId: 'key',
  signingSecret: 'c2VjcmV0LWZvci10ZXN0cy1vbmx5LTMyLWJ5dGVzISE',
};

/** A carrier's API in memory, by the words of its simulator: what it knows of a parcel grows as time passes. */
export interface SimulatedApi {
  readonly wire: CarrierWire;
  readonly client: CarrierClient;
  /** When it was called, tokens aside, and with what. */
  readonly calls: { readonly at: Date; readonly request: HttpRequest }[];
  /** Calls beyond what the carrier allows: none should ever be made. */
  overQuota: number;
  isOut: boolean;
  refusesTokens: boolean;
  /** Served before 429; `undefined` without a limit. */
  callsLeft: number | undefined;
  /** Numbers at which the API breaks. */
  readonly poison: Set<string>;
  readonly desk: CourierDesk;
  /** Replies to changes that get lost from now on. */
  repliesToLose: number;
  put(parcel: SimulatedParcel): void;
}

const replyOf = ({ status, body, headers = {} }: ApiReply) => {
  const text = body === undefined ? '' : JSON.stringify(body);
  const lower = new Map(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
  return { status, text, json: body, header: (name: string) => lower.get(name) };
};

const isToken = (path: string): boolean => /token/i.test(path);

const callOf = ({ method, url, headers, body = '' }: HttpRequest, now: Date): ApiCall => {
  const { pathname, searchParams } = new URL(url);
  const lower = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
  return { method, path: pathname, query: searchParams, headers: lower, body, now };
};

export const simulatedApi = (id: string, clock: Clock): SimulatedApi => {
  const wire = WIRES.find((one) => one.id === id);
  const makeClient = CLIENTS[id];
  if (wire === undefined || makeClient === undefined) throw new Error(`there is no simulator of ${id}`);
  const parcels = new Map<string, SimulatedParcel>();
  const desk = newCourierDesk();
  const tokens = new Set<string>();
  const windows = new Map<string, number>();
  const takesCall = (now: Date): boolean =>
    (trackedCarrierWithId(id)?.poll.quotas ?? []).every(({ calls, seconds }) => {
      const key = `${seconds} ${Math.floor(now.getTime() / 1_000 / seconds)}`;
      windows.set(key, (windows.get(key) ?? 0) + 1);
      return (windows.get(key) ?? 0) <= calls;
    });
  const respond = (call: ApiCall, request: HttpRequest): ApiReply => {
    if (api.isOut) return wire.refusal(503);
    if (!isToken(call.path)) {
      api.calls.push({ at: call.now, request });
      if (!takesCall(call.now)) {
        api.overQuota += 1;
        return wire.refusal(429);
      }
      if (api.callsLeft !== undefined && api.callsLeft-- <= 0) return wire.refusal(429);
      const asked = `${call.path} ${call.query.toString()} ${call.body}`;
      if ([...api.poison].some((number) => asked.includes(number))) return wire.refusal(503);
    }
    const world = {
      parcel: (number: string) => {
        // Of a delivery some know the order's own id.
        const known =
          parcels.get(number) ??
          [...parcels.values()].find(({ orderId }) => orderId === number && orderId !== undefined);
        const scans = known === undefined ? [] : scansUntil(known, call.now);
        return known === undefined || scans.length === 0 ? undefined : { ...known, scans };
      },
      put: (parcel: SimulatedParcel) => void parcels.set(parcel.trackingNumber, parcel),
      isToken: (token: string | undefined) => !api.refusesTokens && token !== undefined && tokens.has(token),
      giveToken: (token: string) => void tokens.add(token),
      desk,
      push: () => {},
    };
    const reply = wire.api(call, world) ?? { status: 404, body: {} };
    if (api.repliesToLose === 0 || call.method === 'GET' || isToken(call.path)) return reply;
    api.repliesToLose -= 1;
    return wire.refusal(503);
  };
  const http: HttpCall = async (request) => replyOf(respond(callOf(request, clock.now()), request));
  const url = `https://${id}.example`;
  const api: SimulatedApi = {
    wire,
    client: makeClient({
      urls: { api: url, auth: url },
      credentials: async () => CREDENTIALS,
      http,
      clock,
      ids: seededIds(),
    }),
    calls: [],
    overQuota: 0,
    isOut: false,
    refusesTokens: false,
    callsLeft: undefined,
    poison: new Set(),
    desk,
    repliesToLose: 0,
    put: (parcel) => void parcels.set(parcel.trackingNumber, parcel),
  };
  return api;
};
