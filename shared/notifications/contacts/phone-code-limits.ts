/**
 * How many codes are sent by SMS, which costs money: people who sell numbers have codes sent to their own ("SMS pumping").
 * Each limit is a count in a fixed window, the narrowest first, so that one that is used up does not use up the wider ones.
 */
import { SECONDS_A_DAY } from '../../calendar/durations.ts';
import { addressGroup } from '../../security/address-group.ts';
import type { RateLimit, RateLimitStore, RateVerdict } from '../../security/rate-limit-store.ts';
import type { MobileNumber } from './phone-number.ts';

const hourly = (limit: number): RateLimit => ({ limit, windowSeconds: 3_600 });
const daily = (limit: number): RateLimit => ({ limit, windowSeconds: SECONDS_A_DAY });

/** Where most customers are and a message is cheap. */
const HOME: readonly string[] = ['ES', 'PT', 'FR', 'IT', 'DE', 'GB', 'IE', 'RO', 'MD', 'US', 'CA', 'MX', 'RU'];

const PER_PERSON = [hourly(5), daily(10)];
const PER_NUMBER = [hourly(3), daily(6)];
const PER_ADDRESS = [hourly(20), daily(60)];
const PER_COUNTRY = { home: [hourly(500)], elsewhere: [hourly(20)] };
/** All countries that are not home together: what an attack can cost in a day. */
const ELSEWHERE = [daily(200)];
const EVERYBODY = [daily(5_000)];

/** Tries of codes, whoever's, from one address. */
const TRIES_PER_ADDRESS = [hourly(100)];

export interface CodeRequest {
  readonly ownerId: string;
  readonly mobile: MobileNumber;
  /** A digest of the number: none is stored in the clear to be counted. */
  readonly numberDigest: string;
  /** From where it was asked for. */
  readonly address: string;
}

type Count = readonly [scope: string, limits: readonly RateLimit[]];

const countsOf = ({ ownerId, mobile: { country }, numberDigest, address }: CodeRequest): readonly Count[] => {
  const isHome = HOME.includes(country);
  return [
    [`code:person:${ownerId}`, PER_PERSON],
    [`code:number:${numberDigest}`, PER_NUMBER],
    [`code:address:${addressGroup(address)}`, PER_ADDRESS],
    [`code:country:${country}`, PER_COUNTRY[isHome ? 'home' : 'elsewhere']],
    ...(isHome ? [] : [['code:elsewhere', ELSEWHERE] as const]),
    ['code:everybody', EVERYBODY],
  ];
};

const takeAll = async (counts: readonly Count[], rates: RateLimitStore, now: Date): Promise<RateVerdict> => {
  for (const [scope, limits] of counts)
    for (const limit of limits) {
      const verdict = await rates.take(scope, limit, now);
      if (!verdict.allowed) return verdict;
    }
  return { allowed: true };
};

/** Counts one more code. The same counts in the same sequence, whoever has the number. */
export const takePhoneCode = (request: CodeRequest, rates: RateLimitStore, now: Date): Promise<RateVerdict> =>
  takeAll(countsOf(request), rates, now);

/** Counts one more try of a code. */
export const takePhoneCodeTry = (address: string, rates: RateLimitStore, now: Date): Promise<RateVerdict> =>
  takeAll([[`code:try:${addressGroup(address)}`, TRIES_PER_ADDRESS]], rates, now);
