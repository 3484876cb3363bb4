/** What a shop says of itself, read strictly: it is shown to every customer, and goes out in mails. */
import * as z from 'zod';
import { contrastWithWhite, MIN_CONTRAST } from '../../shops/colour-contrast.ts';
import { readMailbox } from '../mailbox.ts';
import { completeAddress, pickupPlaceInput } from './address.ts';
import { addressInput } from './address-fields.ts';
import { timeZone } from './dates.ts';
import { email, ownLanguage, phone, text } from './primitives.ts';
import { alsoNumber } from './texts.ts';

const MAX_URL_CHARACTERS = 2_048;
const CONTROL = /\p{Cc}/u;

const isSafeUrl = (written: string): boolean => {
  if (CONTROL.test(written) || !URL.canParse(written)) return false;
  const { protocol, username, password } = new URL(written);
  return protocol === 'https:' && username === '' && password === '';
};

const httpsUrl = z
  .string()
  .trim()
  .max(MAX_URL_CHARACTERS)
  .refine(isSafeUrl, 'Must be an https URL without user and password')
  .transform((written) => new URL(written).href)
  .meta({ format: 'uri', examples: ['https://green-farm.example/logo.png'] });

const name = text(120)
  .refine((written) => !CONTROL.test(written), 'Must be one line of text')
  .meta({ examples: ['Green Farm'] });

const SHORT_COLOUR = /^#([0-9a-f])([0-9a-f])([0-9a-f])$/;

const colour = z
  .string()
  .trim()
  .regex(/^#(?:[0-9A-Fa-f]{3}|[0-9A-Fa-f]{6})$/, 'Must be a colour as #rgb or #rrggbb')
  .transform((written) => written.toLowerCase().replace(SHORT_COLOUR, '#$1$1$2$2$3$3'))
  .refine((value) => contrastWithWhite(value) >= MIN_CONTRAST, {
    message: `Must be darker: the contrast with white must be ${MIN_CONTRAST}:1 or more`,
  })
  .meta({
    description: `Text in it stands on white, and white text on it: its contrast with white must be ${MIN_CONTRAST}:1 or more.`,
    examples: ['#1c5f2e'],
  });

/** Five digits or more, with what people write around them. */
const TELEPHONE = /^\+?[\d\s().-]{5,40}$/;
const MIN_TELEPHONE_DIGITS = 5;

const isTelephone = (written: string): boolean =>
  TELEPHONE.test(written) && written.replace(/\D/g, '').length >= MIN_TELEPHONE_DIGITS;

const contactOf = (written: string): string | undefined => {
  if (isSafeUrl(written)) return new URL(written).href;
  return isTelephone(written) ? written : readMailbox(written);
};

const supportContact = z
  .string()
  .trim()
  .max(MAX_URL_CHARACTERS)
  .transform((written, context) => {
    const contact = contactOf(written);
    if (contact !== undefined) return contact;
    context.addIssue({ code: 'custom', message: 'Must be an e-mail address, a telephone number or an https URL' });
    return z.NEVER;
  })
  .meta({
    description: 'Where customers ask: an e-mail address, a telephone number or an `https` URL.',
    examples: ['help@green-farm.example'],
  });

const language = ownLanguage.meta({
  description: "Language of the shop's own notifications.",
  examples: ['es', 'en-GB'],
});

const address = addressInput.transform((written, context) => {
  const result = completeAddress(written);
  if (result.ok) return result.address;
  for (const field of result.missing) context.addIssue({ code: 'custom', path: [field], message: 'Is required' });
  return z.NEVER;
});

const pickup = z
  .strictObject({
    place: pickupPlaceInput.exactOptional(),
    instructions: text(2_000).exactOptional(),
    hours: text(500)
      .exactOptional()
      .meta({ examples: ['Mon–Sat 9–14'] }),
  })
  .meta({ description: 'Where, when and how orders are collected, wherever an order does not say it itself.' });

export const shopBody = z.strictObject({
  name,
  storeName: name.exactOptional(),
  email: email.exactOptional(),
  phone: alsoNumber(phone).exactOptional(),
  locale: language.exactOptional(),
  timezone: timeZone.exactOptional(),
  address: address.exactOptional(),
  supportContact: supportContact.exactOptional(),
  accountUrl: httpsUrl.exactOptional(),
  logoUrl: httpsUrl.exactOptional(),
  accentColor: colour.exactOptional(),
  pickup: pickup.exactOptional(),
});
