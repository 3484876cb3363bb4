/** Which numbers a stage writes to: what it costs, and who pumps it, depends on the country. */

const E164 = /^\+[1-9]\d{6,14}$/;

/** Why a number is not written to; `undefined` where it may be. */
export const refusalOfNumber = (phone: string, callingCodes: readonly string[]): string | undefined => {
  if (!E164.test(phone)) return 'AddressInvalid';
  return callingCodes.some((code) => phone.startsWith(`+${code}`)) ? undefined : 'CountryNotAllowed';
};

/** `34, 40, 7`: the calling codes, or beginnings of numbers, that a stage's setting lists. */
export const callingCodesIn = (setting: string): readonly string[] => {
  const codes = setting.split(',').map((code) => code.trim().replace(/^\+/, ''));
  if (codes.length === 0 || !codes.every((code) => /^[1-9]\d{0,6}$/.test(code)))
    throw new Error(`Calling codes are digits with commas between them, not ${setting}`);
  return codes;
};
