import type { Clock } from '../../clock/clock.ts';
import { CHANNELS } from '../../contract/channel-registry.ts';
import { DEFAULT_LOCALE } from '../../contract/language-of.ts';
import { catalogOf } from '../../i18n/catalog.ts';
import { type FindCodeSender, routesTo, type SendOutcome } from '../channel.ts';
import { fillText } from '../liquid.ts';
import type { SettingsReader } from '../preferences/preference-store.ts';
import type { DigestKeys } from './contact-digest.ts';
import { type PhoneCode, type PhoneCodeStore, phoneCodeText } from './phone-code.ts';

export interface SendPhoneCodeDependencies {
  readonly phoneCodes: PhoneCodeStore;
  readonly preferences: SettingsReader;
  readonly findSender: FindCodeSender;
  readonly digestKeys: () => Promise<DigestKeys>;
  readonly clock: Clock;
}

export type SentPhoneCode =
  | { readonly result: 'sent' }
  /** It was sent by an earlier message, has expired, or another one has taken its place. */
  | { readonly result: 'settled' }
  /** The provider takes no message to that number, or may have sent it: the person asks for another one. */
  | { readonly result: 'failed'; readonly error: string };

const messageOf = async (
  code: PhoneCode,
  { preferences, digestKeys }: SendPhoneCodeDependencies,
  codeMessage: (text: string) => Readonly<Record<string, string>>,
): Promise<Readonly<Record<string, string>>> => {
  const settings = await preferences.get(code.ownerId);
  const text = catalogOf(settings.preferences?.language ?? DEFAULT_LOCALE).phoneCode;
  return codeMessage(fillText(text, { code: phoneCodeText(code, await digestKeys()) }));
};

/** Certainly not accepted: another provider may. */
const MAY_BE_TAKEN_ELSEWHERE: readonly SendOutcome['outcome'][] = ['unavailable', 'throttled', 'blocked'];

/** By the first provider of the stage that takes it. */
const handOver = async (code: PhoneCode, dependencies: SendPhoneCodeDependencies): Promise<SendOutcome> => {
  const described = CHANNELS.find(({ codeMessage }) => codeMessage !== undefined);
  if (!described?.codeMessage) return { outcome: 'blocked', error: 'no_channel_for_codes' };
  const channel = await dependencies.findSender(described.id);
  const message = await messageOf(code, dependencies, described.codeMessage);
  const { codeId, phoneNumber } = code;
  let outcome: SendOutcome = { outcome: 'blocked', error: 'no_provider_for_codes' };
  for (const provider of routesTo([phoneNumber], channel).flatMap(({ providers }) => providers)) {
    outcome = await provider.send({ notificationId: codeId, orderId: codeId, addresses: [phoneNumber], message });
    if (!MAY_BE_TAKEN_ELSEWHERE.includes(outcome.outcome)) return outcome;
  }
  return outcome;
};

/**
 * Sends a code, once. It is claimed first: a crash after that costs the person another request, never a second message.
 *
 * @throws Error where no provider takes messages now: it then comes again.
 */
export const sendPhoneCode = async (
  { ownerId, codeId }: Pick<PhoneCode, 'ownerId' | 'codeId'>,
  dependencies: SendPhoneCodeDependencies,
): Promise<SentPhoneCode> => {
  const { phoneCodes, clock } = dependencies;
  const code = await phoneCodes.claimSending(ownerId, codeId, clock.now().toISOString());
  if (code === undefined) return { result: 'settled' };
  const outcome = await handOver(code, dependencies);
  if (outcome.outcome === 'accepted') return { result: 'sent' };
  if (!MAY_BE_TAKEN_ELSEWHERE.includes(outcome.outcome)) return { result: 'failed', error: outcome.error };
  await phoneCodes.releaseSending(ownerId, codeId);
  throw new Error(`No provider takes a code now: ${outcome.error}`);
};
