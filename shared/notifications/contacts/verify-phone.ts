import type { Clock, IdSource } from '../../clock/clock.ts';
import { definedFields } from '../../defined-fields.ts';
import { channelsOfPhone } from '../preferences/change-preferences.ts';
import type { PreferenceStore } from '../preferences/preference-store.ts';
import type { Registrar } from '../preferences/registered-device.ts';
import { setPreferences } from '../preferences/set-preferences.ts';
import type { DigestKeys } from './contact-digest.ts';
import type { ContactStore } from './contact-store.ts';
import { isPhoneCode, PHONE_CODE_MINUTES, type PhoneCode, type PhoneCodeStore } from './phone-code.ts';

export interface VerifyPhoneDependencies {
  readonly phoneCodes: PhoneCodeStore;
  readonly preferences: PreferenceStore;
  readonly contacts: Pick<ContactStore, 'enable'>;
  readonly digestKeys: () => Promise<DigestKeys>;
  readonly clock: Clock;
  readonly ids: IdSource;
}

/** Whose telephone it is to be, and by which right. */
export interface PhoneOwner {
  readonly ownerId: string;
  readonly registrar: Registrar;
  readonly linkGeneration?: number;
}

/** Makes a code for the number. Whoever has the number, it takes the same calls. */
export const newPhoneCode = async (
  { phoneCodes, clock, ids }: Pick<VerifyPhoneDependencies, 'phoneCodes' | 'clock' | 'ids'>,
  ownerId: string,
  phoneNumber: string,
): Promise<PhoneCode> => {
  const now = clock.now();
  const code: PhoneCode = {
    ownerId,
    codeId: `cod_${ids.ulid(now)}`,
    phoneNumber,
    requestedAt: now.toISOString(),
    expiresAt: new Date(now.getTime() + PHONE_CODE_MINUTES * 60_000).toISOString(),
    tries: 0,
  };
  await phoneCodes.put(code);
  return code;
};

/**
 * Takes a code that somebody typed. A try counts before it is looked at, and a right one is used up: nobody gets a sixth,
 * and nobody uses one twice. `false` for every other reason alike.
 */
export const verifyPhone = async (
  dependencies: VerifyPhoneDependencies,
  { ownerId, linkGeneration, registrar }: PhoneOwner,
  phoneNumber: string,
  digits: string,
): Promise<boolean> => {
  const { phoneCodes, contacts, clock, digestKeys } = dependencies;
  const at = clock.now().toISOString();
  const code = await phoneCodes.try(ownerId, phoneNumber, at);
  if (code === undefined || !isPhoneCode(code, digits, await digestKeys())) return false;
  if (!(await phoneCodes.use(code))) return false;
  const result = await setPreferences(
    dependencies,
    ownerId,
    { phoneNumber, ...definedFields({ linkGeneration }) },
    {
      adjust: (fields) => ({
        ...fields,
        phoneVerifiedAt: at,
        ...(ownerId.startsWith('seller:') && { phoneVerifiedBy: registrar }),
      }),
    },
  );
  if (result.outcome !== 'stored') throw new Error(`The settings of ${ownerId} changed too often at the same time`);
  for (const channel of channelsOfPhone(phoneNumber)) await contacts.enable({ channel, address: phoneNumber });
  return true;
};
